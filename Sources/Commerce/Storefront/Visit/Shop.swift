internal import Catalogue
internal import Primitives

/// A merchant's store, as its pages need it.
struct Shop: Sendable {
    var front: StoreFront
    /// Where its pages start, such as `/shop/online-retail`.
    var base: String

    var merchant: MerchantID { front.merchant }
    var name: String { front.settings.name }
}
