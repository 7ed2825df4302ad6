internal import Store

/// Carries any error out of a transaction, which throws one type.
struct CatalogueFailure: StoreFailure {
    var cause: any Error

    init(cause: any Error) { self.cause = cause }

    init(_ failure: StoreError) { cause = failure }
}
