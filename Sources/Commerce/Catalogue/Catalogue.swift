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
    private let changeListener = Mutex<ChangeListener?>(nil)

    /// Hears the prices of SKUs that were edited, once they are durable here; again where it threw.
    package typealias PriceListener = @Sendable (MerchantID, [SKUID: Price]) throws -> Void

    /// What of a merchant's pages a change concerns.
    package enum Change: Sendable, Hashable {
        /// A product: its page, and the lists that it is in.
        case product(ProductID)
        /// Categories, or the store's name, look and home page: every page.
        case store
    }

    /// Hears of changes, once they are durable here; it must not wait.
    package typealias ChangeListener = @Sendable (MerchantID, Change) -> Void

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

    /// Names who hears of changes to what buyers see.
    package func onChange(_ listener: @escaping ChangeListener) {
        changeListener.withLock { $0 = listener }
    }

    func tell(_ merchant: MerchantID, _ change: Change) {
        changeListener.withLock { $0 }?(merchant, change)
    }

    /// Forgets what is kept in memory of a product, and says that it changed.
    func forget(_ product: ProductID, of merchant: MerchantID) {
        products.remove(product)
        tell(merchant, .product(product))
    }

    /// Forgets what is kept in memory of a merchant's categories, and says that they changed.
    func forgetShelves(of merchant: MerchantID) {
        shelves.remove(merchant)
        tell(merchant, .store)
    }
}
