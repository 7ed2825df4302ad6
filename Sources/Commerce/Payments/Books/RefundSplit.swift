package import Primitives

/// Divides a refund among the payments that the money came in by.
package enum RefundSplit {
    /// A payment, and what of it has not been sent back.
    package struct Source: Sendable, Hashable {
        /// The payment's intent.
        package var intent: Int64
        /// What is left of it.
        package var left: MinorUnits

        /// Describes a source.
        package init(intent: Int64, left: MinorUnits) {
            self.intent = intent
            self.left = left
        }
    }

    /// One part of the refund; without an intent where no payment covers it.
    package struct Part: Sendable, Hashable {
        /// The payment that it comes from.
        package var intent: Int64?
        /// What comes from there, positive.
        package var amount: MinorUnits

        /// Describes a part.
        package init(intent: Int64?, amount: MinorUnits) {
            self.intent = intent
            self.amount = amount
        }
    }

    /// Takes from the preferred payment first, then from one that covers the rest as a whole, then
    /// from the others in their order.
    package static func parts(
        of amount: MinorUnits, from sources: [Source], preferred: Int64?
    ) -> [Part] {
        var rest = amount
        var parts: [Part] = []
        var open = sources.filter { $0.left > .zero }
        while rest > .zero, !open.isEmpty {
            let index =
                open.firstIndex { $0.intent == preferred }
                ?? open.firstIndex { $0.left >= rest } ?? 0
            let source = open.remove(at: index)
            let part = min(source.left, rest)
            parts.append(Part(intent: source.intent, amount: part))
            rest -= part
        }
        if rest > .zero { parts.append(Part(intent: nil, amount: rest)) }
        return parts
    }
}
