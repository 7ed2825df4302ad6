/// The bounds of marketing, and what a bound answers: 409 with the code `too_many`.
package enum MarketingLimits {
    /// SKUs in one sale that is no everyday selling.
    package static let itemsInSale = 10_000
    /// Drafts and sales of one merchant that are not closed.
    package static let salesOfMerchant = 2_000
    /// Coupons of one merchant.
    package static let couponsOfMerchant = 5_000
    /// Elements of a page at most.
    package static let page = 100
    /// Sales in one answer of the calendar.
    package static let calendar = 500
    /// Commands that are told to the core in one go.
    package static let entriesAtOnce = 5_000
}
