internal import Store

/// Carries whatever stopped a transaction out of it.
struct MarketingFailure: StoreFailure {
    var cause: any Error

    init(cause: any Error) { self.cause = cause }
    init(_ failure: StoreError) { cause = failure }
}
