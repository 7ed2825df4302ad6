package import Orders
package import Store

/// Why something about shipments cannot be done: a code to act on and a text to read.
package struct FulfilmentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What a caller can act on.
    package enum Code: String, Sendable {
        /// The books could not be read or written.
        case store
        /// A field cannot be what it is: the message says which and why.
        case invalid
        /// There is no such order or shipment here.
        case unknown
        /// The order is not paid, or has ended.
        case notShippable
        /// More units than are left to ship.
        case tooMany
    }

    /// What a caller can act on.
    package var code: Code
    /// What happened, for a person.
    package var message: String
    /// The field that is wrong, as a JSON pointer.
    package var pointer: String?
    /// The failure of the store behind it, if there is one.
    package var storeError: StoreError?

    /// Describes a failure.
    package init(_ code: Code, _ message: String, pointer: String? = nil) {
        self.code = code
        self.message = message
        self.pointer = pointer
    }

    /// Code and message.
    package var description: String { "\(code.rawValue): \(message)" }
}

extension FulfilmentError: StoreFailure {
    /// Wraps a failure of the shipments' own tables.
    package init(_ failure: StoreError) {
        self.init(.store, failure.description)
        storeError = failure
    }

    /// Wraps a failure of the order book.
    package init(_ failure: OrderBookError) {
        self.init(.store, failure.description)
        storeError = failure.storeError
    }
}
