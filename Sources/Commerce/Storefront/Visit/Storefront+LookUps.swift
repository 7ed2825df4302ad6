internal import Catalogue
internal import Marketing
internal import Primitives
internal import Service

/// What many visitors look up at the same moment.
struct LookUps: Sendable {
    /// Names a search.
    struct Search: Hashable, Sendable {
        var merchant: MerchantID
        var request: SearchRequest
    }

    /// Names a piece of the header.
    struct Shelf: Hashable, Sendable {
        var merchant: MerchantID
        var language: Language
        var category: CategoryID?
    }

    /// Names a piece of the home page that shows a sale.
    struct Tile: Hashable, Sendable {
        var sale: SaleID
        var language: Language
    }

    /// Milliseconds for which a look-up holds.
    private static let moment: Int64 = 1000
    /// Milliseconds for which pictures that stand for a shelf or a sale hold.
    private static let long: Int64 = 10_000

    let searches = MomentCache<Search, SearchResult>(milliseconds: moment, limit: 2000)
    let announced = MomentCache<MerchantID, [Sale]>(milliseconds: moment, limit: 2000)
    let sales = MomentCache<SaleID, Sale?>(milliseconds: moment, limit: 2000)
    let products = ProductMoments()
    let shelves = MomentCache<Shelf, HTML>(milliseconds: moment, limit: 5000)
    let tiles = MomentCache<Shelf, HTML>(milliseconds: long, limit: 5000)
    let salePictures = MomentCache<Tile, HTML>(milliseconds: long, limit: 5000)
}

extension Storefront {
    /// What a search finds, as of this second.
    func search(_ merchant: MerchantID, _ request: SearchRequest, at now: Timestamp) throws
        -> SearchResult
    {
        let name = LookUps.Search(merchant: merchant, request: request)
        return try lookUps.searches.value(name, at: now) {
            try services.catalogue.search(merchant, request)
        }
    }

    /// A sale that buyers of this merchant may know of, as of this second.
    func knownSale(_ id: SaleID, of merchant: MerchantID, at now: Timestamp) throws -> Sale? {
        let sale = try lookUps.sales.value(id, at: now) { try services.marketing.sale(id) }
        guard let sale, sale.merchant == merchant, !sale.isDraft else { return nil }
        return sale
    }
}
