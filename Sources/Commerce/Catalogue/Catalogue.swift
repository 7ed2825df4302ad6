package import Primitives
internal import Service
package import Store
internal import Synchronization

/// Merchants' stores, products, SKUs, categories and warehouses, in one SQL store.
///
/// Every call names the merchant and reaches that merchant's rows alone. What a client got wrong is
/// thrown as `Problem`; a failure of the store passes through as `StoreError`. Calls block.
package final class Catalogue: Sendable {
    /// Where the rows lie.
    package let store: Store
    let clock: any WallClock
    let products: ReadCache<ProductID, ProductView>
    let slugs: ReadCache<MerchantSlug, ProductID>
    let fronts: ReadCache<MerchantID, StoreFront>
    let shelves: ReadCache<MerchantID, [Category]>
    let priceListener = Mutex<PriceListener?>(nil)
    /// One at a time tells prices, so that a later one is never overtaken by an earlier one.
    let telling = ConditionLock(())

    /// Hears the prices of SKUs that were edited, once they are durable here; again where it threw.
    package typealias PriceListener = @Sendable (MerchantID, [SKUID: Price]) throws -> Void

    /// What names a product in an address.
    struct MerchantSlug: Hashable, Sendable {
        var merchant: MerchantID
        var slug: String
    }

    /// Works on a store that was opened with `migrations`.
    ///
    /// - Parameter cachedProducts: product views kept in memory at most; the least recently used
    ///   one makes room.
    package init(store: Store, clock: any WallClock, cachedProducts: Int = 8192) {
        self.store = store
        self.clock = clock
        products = ReadCache(limit: cachedProducts)
        slugs = ReadCache(limit: cachedProducts)
        fronts = ReadCache(limit: 1024)
        shelves = ReadCache(limit: 1024)
    }

    /// Opens `catalogue.sqlite` at `path`, creating it if there is none.
    package convenience init(path: String, clock: any WallClock) throws {
        self.init(
            store: try Store(
                StoreConfiguration(.sqlite(path: path)), migrations: Self.migrations), clock: clock)
    }

    /// Runs `body`, which may throw anything, in a write transaction; what it throws undoes it.
    func write<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        do {
            return try store.write(throwing: CatalogueFailure.self) {
                connection throws(CatalogueFailure) in
                do { return try body(connection) } catch { throw CatalogueFailure(cause: error) }
            }
        } catch { throw error.cause }
    }

    /// Runs `body`, which may throw anything, in a read transaction.
    func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        do {
            return try store.read(throwing: CatalogueFailure.self) {
                connection throws(CatalogueFailure) in
                do { return try body(connection) } catch { throw CatalogueFailure(cause: error) }
            }
        } catch { throw error.cause }
    }

    /// Names who hears of edited prices: what is sold is priced elsewhere.
    package func onPrices(_ listener: @escaping PriceListener) {
        priceListener.withLock { $0 = listener }
    }

    /// Forgets what is kept in memory of a product.
    func forget(_ product: ProductID) { products.remove(product) }
}
