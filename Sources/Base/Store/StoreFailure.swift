/// An error type that a store's own failures turn into, so that a transaction throws one type.
package protocol StoreFailure: Error {
    /// Wraps a failure of the store.
    init(_ failure: StoreError)
}

extension StoreError: StoreFailure {
    /// The failure itself.
    package init(_ failure: StoreError) { self = failure }
}
