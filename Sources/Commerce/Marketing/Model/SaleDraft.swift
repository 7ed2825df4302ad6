internal import OrderCore
package import Primitives
internal import Service

/// What a merchant says of a sale.
package struct SaleDraft: Sendable, Hashable {
    /// Its name.
    package var name: LocalText
    /// What it is about.
    package var text: LocalText
    /// The address of its picture; empty for none.
    package var picture: String
    /// Orders are taken from this moment on.
    package var startsAt: Timestamp
    /// Orders are taken up to this moment.
    package var endsAt: Timestamp
    /// Units over all its SKUs that one buyer may take; 0 for no limit.
    package var limitPerBuyer: UInt32
    /// The currency of its prices.
    package var currency: Currency

    /// Describes a sale.
    package init(
        name: LocalText, text: LocalText = LocalText(""), picture: String = "",
        startsAt: Timestamp, endsAt: Timestamp, limitPerBuyer: UInt32 = 0, currency: Currency
    ) {
        self.name = name
        self.text = text
        self.picture = picture
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.limitPerBuyer = limitPerBuyer
        self.currency = currency
    }

    /// The draft as it would have to be to make this sale.
    package init(_ sale: Sale) {
        self.init(
            name: sale.name, text: sale.text, picture: sale.picture, startsAt: sale.startsAt,
            endsAt: sale.endsAt, limitPerBuyer: sale.limitPerBuyer, currency: sale.currency)
    }

    /// The latest moment at which a sale may end: the end of the year 9999.
    static let latest = Timestamp(253_402_300_799_999)

    /// Refuses what is no sale.
    func check() throws(Problem) {
        var errors = name.errors("/name", minimum: 1, maximum: 120)
        errors += text.errors("/description", minimum: 0, maximum: 4000)
        if picture.utf8.count > 500 {
            errors.append(.init("/picture", "500 bytes at most"))
        }
        if startsAt.rawValue < 0 {
            errors.append(.init("/starts_at", "it is before 1970"))
        }
        if endsAt <= startsAt {
            errors.append(.init("/ends_at", "the end is not after the start"))
        } else if endsAt > Self.latest, endsAt != .never {
            errors.append(.init("/ends_at", "it is after the year 9999"))
        }
        if limitPerBuyer > Limits.maximumCounter {
            errors.append(.init("/limit_per_buyer", "\(Limits.maximumCounter) at most"))
        }
        try FieldErrors.throwIfAny(errors)
    }
}
