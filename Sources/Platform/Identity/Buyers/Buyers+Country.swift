package import Primitives
package import Store

extension Buyers {
    /// The two letters of the country that a buyer named; nil for an unknown buyer.
    package func country(of buyer: BuyerID) throws(StoreError) -> String? {
        guard let number = Int64(exactly: buyer.rawValue) else { return nil }
        return try context.store.read { connection throws(StoreError) in
            try connection.first("SELECT country FROM buyer WHERE id = $1", [.integer(number)]) {
                row throws(StoreError) in try row.text(0)
            }
        }
    }
}
