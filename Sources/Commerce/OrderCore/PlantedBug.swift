/// A mistake that tests plant on purpose, to see that the checks would find it.
package enum PlantedBug: String, Sendable, CaseIterable {
    /// Takes one unit more than there is.
    case oversellsByOne
    /// Gives a hold back twice when an order expires.
    case releasesTwice
    /// Counts a payment again that had been counted.
    case forgetsPaymentReference
    /// Takes the discount off the lines without the last cent.
    case losesACent
}
