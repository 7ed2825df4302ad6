/// What a sale is at, by the clock.
package enum SaleState: String, Sendable, CaseIterable {
    /// Known here alone: the core has not heard of it.
    case draft
    /// In the core, and its start is to come.
    case scheduled
    /// Orders are taken.
    case open
    /// Its end has passed.
    case closed
}
