package import Orders
package import Store

/// What went wrong with a payment: a code to act on and a text to read.
package struct PaymentsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What a caller can act on.
    package enum Code: String, Sendable {
        /// The books could not be read or written.
        case store
        /// The provider did not do what it was asked.
        case provider
        /// Something that was given cannot be: the message says what.
        case invalid
        /// There is no such thing.
        case unknown
        /// The order cannot be paid any more.
        case notPayable
    }

    /// What a caller can act on.
    package var code: Code
    /// What happened, for a person.
    package var message: String
    /// The failure of the store behind it, if there is one.
    package var storeError: StoreError?
    /// The failure of the provider behind it, if there is one.
    package var providerError: ProviderError?

    /// Describes a failure.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Code and message.
    package var description: String { "\(code.rawValue): \(message)" }
}

extension PaymentsError: StoreFailure {
    /// Wraps a failure of the payments' own tables.
    package init(_ failure: StoreError) {
        self.init(.store, failure.description)
        storeError = failure
    }

    /// Wraps a failure of the order book.
    package init(_ failure: OrderBookError) {
        self.init(.store, failure.description)
        storeError = failure.storeError
    }

    /// Wraps a failure of the provider.
    package init(_ failure: ProviderError) {
        self.init(.provider, failure.message)
        providerError = failure
    }
}
