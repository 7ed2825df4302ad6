package import Primitives

/// The buyers of rehearsals: numbers that no account ever has, so that the number alone tells whose
/// orders may draw on shadow stock, and that they may draw on nothing else.
package enum RehearsalBuyers {
    /// Buyers of one run at most.
    package static let maximumInRun = 1 << 20
    private static let first: UInt64 = 1 << 52
    private static let end: UInt64 = 1 << 53

    /// Whether a buyer is a rehearsal's.
    package static func contains(_ buyer: BuyerID) -> Bool {
        (first..<end).contains(buyer.rawValue)
    }

    /// A buyer of a run, by the number of both; exact in every JSON reader.
    package static func buyer(run: UInt32, number: UInt32) -> BuyerID {
        precondition(number < maximumInRun, "a run has \(maximumInRun) buyers at most")
        return BuyerID(first + UInt64(run) * UInt64(maximumInRun) + UInt64(number))
    }
}
