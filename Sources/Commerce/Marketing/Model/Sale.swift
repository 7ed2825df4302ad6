package import OrderCore
package import Primitives

/// A sale with its words.
package struct Sale: Sendable, Hashable {
    /// The sale.
    package var id: SaleID
    /// Whose it is.
    package var merchant: MerchantID
    /// Everyday selling: one for each merchant, without an end.
    package var isEveryday: Bool
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
    /// Whether it is known here alone.
    package var isDraft: Bool
    /// Counts its changes.
    package var version: Int64

    /// What it is at.
    package func state(at now: Timestamp) -> SaleState {
        if isDraft { return .draft }
        if now < startsAt { return .scheduled }
        return now < endsAt ? .open : .closed
    }

    /// What the core is told of it.
    package var terms: SaleTerms {
        SaleTerms(
            merchant: merchant, sale: id, startsAt: startsAt, endsAt: endsAt,
            limitPerBuyer: limitPerBuyer, currency: currency)
    }
}
