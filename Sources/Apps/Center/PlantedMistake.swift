/// A mistake that a center makes on purpose, to see that the audit of a rehearsal finds it.
package enum PlantedMistake: String, Sendable, CaseIterable {
    /// Every SKU of a sale is sold once more than there is of it.
    case oversells
    /// One order is acknowledged that nobody wrote down.
    case drops
    /// The payment provider takes the money of one payment twice.
    case charges
}
