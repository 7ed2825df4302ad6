/// How far a payment has come. Of two states the greater one holds, in whichever order they are
/// learnt: numbers are stable.
package enum PaymentState: UInt8, Sendable, CaseIterable, Comparable {
    /// Made in our books; the buyer has not been there.
    case created = 1
    /// The provider waits for the buyer.
    case pending = 2
    /// Declined.
    case failed = 3
    /// Given up by the buyer, or never finished.
    case cancelled = 4
    /// The money is in.
    case succeeded = 5

    /// The stable text.
    package var text: String {
        switch self {
        case .created: "created"
        case .pending: "pending"
        case .failed: "failed"
        case .cancelled: "cancelled"
        case .succeeded: "succeeded"
        }
    }

    /// Reads the stable text.
    package init?(text: String) {
        guard let state = Self.allCases.first(where: { $0.text == text }) else { return nil }
        self = state
    }

    /// Whether the buyer can still pay it.
    package var isOpen: Bool { self < .failed }

    /// Orders by number.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
