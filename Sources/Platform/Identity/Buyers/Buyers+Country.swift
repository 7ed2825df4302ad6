package import Primitives
package import Store

extension Buyers {
    /// The two letters of the countries that buyers with these numbers named.
    package func countries(of buyers: ClosedRange<UInt64>) throws(StoreError)
        -> [(buyer: BuyerID, country: String)]
    {
        let (first, last) = (Int64(clamping: buyers.lowerBound), Int64(clamping: buyers.upperBound))
        return try context.store.read { connection throws(StoreError) in
            try connection.all(
                "SELECT id, country FROM buyer WHERE id BETWEEN $1 AND $2",
                [.integer(first), .integer(last)]
            ) { row throws(StoreError) in
                (BuyerID(UInt64(clamping: try row.integer(0))), try row.text(1))
            }
        }
    }
}
