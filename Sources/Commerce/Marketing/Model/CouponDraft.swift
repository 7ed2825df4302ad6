package import OrderCore
internal import Primitives
internal import Service

/// What a merchant says of a coupon.
package struct CouponDraft: Sendable, Hashable {
    /// What a buyer types; capital and small letters are the same.
    package var code: String
    /// What it is called.
    package var name: LocalText
    /// The terms; their merchant and number are of no account.
    package var terms: CouponTerms

    /// Describes a coupon.
    package init(code: String, name: LocalText, terms: CouponTerms) {
        self.code = code
        self.name = name
        self.terms = terms
    }

    /// A code as it is kept and looked up: in capital letters, without spaces around it.
    package static func normalized(_ code: String) -> String {
        String(code.drop(while: \.isWhitespace).prefix(64)).uppercased()
            .split(whereSeparator: \.isWhitespace).joined()
    }

    /// Refuses what is no coupon.
    func check() throws(Problem) {
        var errors = name.errors("/name", minimum: 1, maximum: 120)
        let code = Self.normalized(code)
        let isCode = code.utf8.allSatisfy {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
        }
        if !isCode || !(3...32).contains(code.utf8.count) {
            errors.append(.init("/code", "3 to 32 letters, digits and hyphens"))
        }
        let maximum = terms.kind == .percent ? 10_000 : Limits.maximumAmount
        if terms.value < 1 || terms.value > maximum {
            errors.append(.init("/value", "1 to \(maximum)"))
        }
        for (pointer, amount) in [
            ("/minimum_spend/amount", terms.minimumSpend.rawValue),
            ("/budget_money/amount", terms.budgetMoney?.rawValue ?? 0),
        ] where amount < 0 || amount > Limits.maximumAmount {
            errors.append(.init(pointer, "0 to \(Limits.maximumAmount)"))
        }
        if terms.limitPerBuyer > Limits.maximumCounter {
            errors.append(.init("/limit_per_buyer", "\(Limits.maximumCounter) at most"))
        }
        if terms.endsAt <= terms.startsAt {
            errors.append(.init("/ends_at", "the end is not after the start"))
        }
        try FieldErrors.throwIfAny(errors)
    }
}
