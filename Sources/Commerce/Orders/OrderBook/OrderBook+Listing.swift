package import OrderCore
package import Primitives
internal import Store

extension OrderBook {
    /// What a list of a merchant's orders is narrowed to.
    package struct Filter: Sendable, Hashable {
        /// Orders that are at this now.
        package var status: OrderStatus?
        /// Orders of this buyer.
        package var buyer: BuyerID?
        /// Orders placed at this moment or later.
        package var placedFrom: Timestamp?
        /// Orders placed before this moment.
        package var placedBefore: Timestamp?

        /// Everything.
        package init() {}
    }

    /// One page of a merchant's orders, and where the next one starts.
    package struct Listing: Sendable, Hashable {
        /// The orders, the newest first.
        package var orders: [BookOrder]
        /// Send it as `before` for the next page; nil at the end.
        package var next: OrderID?
    }

    /// Rows that one page looks at; a page with fewer hits ends there, and says where to go on.
    private static let rowsInPage = 100_000

    /// A merchant's orders, the newest first.
    package func orders(
        merchant: MerchantID, filter: Filter = Filter(), before: OrderID? = nil, limit: Int,
        isRehearsal: Bool = false
    ) throws(OrderBookError) -> Listing {
        let tables = BookTables.of(rehearsal: isRehearsal)
        let end = before.flatMap { Int64(exactly: $0.rawValue) } ?? .max
        let sql = tables.orders.select + " WHERE order_id < $1 ORDER BY order_id DESC"
        return try read { connection throws(StoreError) in
            var listing = Listing(orders: [], next: nil)
            var looked = 0
            try connection.queryWhile(throwing: StoreError.self, sql, [.integer(end)]) {
                row throws(StoreError) in
                let order = try BookOrder(row)
                looked += 1
                let isWanted =
                    order.merchant == merchant
                    && filter.status.map { $0 == order.status } ?? true
                    && filter.buyer.map { $0 == order.buyer } ?? true
                    && filter.placedFrom.map { $0 <= order.placedAt } ?? true
                    && filter.placedBefore.map { $0 > order.placedAt } ?? true
                if isWanted { listing.orders.append(order) }
                guard listing.orders.count < limit, looked < Self.rowsInPage else {
                    listing.next = order.id
                    return false
                }
                return true
            }
            return listing
        }
    }
}
