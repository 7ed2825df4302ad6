package import HTTPTypes

/// One method on one path pattern, and what answers it.
package struct Route: Sendable {
    /// Answers a request on a thread that may wait; what it throws becomes a problem detail.
    package typealias Handler = @Sendable (Request) throws -> Reply

    /// The method.
    package var method: HTTPRequest.Method
    /// Such as `/v1/products/{product}`; a last part `{rest*}` takes all that follows.
    package var pattern: String
    /// Bytes that a body may have.
    package var bodyLimit: Int
    /// What answers.
    package var handle: Handler

    /// A body of a form or a small document.
    package static let defaultBodyLimit = 1 << 18

    /// Describes a route.
    package init(
        _ method: HTTPRequest.Method, _ pattern: String, bodyLimit: Int = defaultBodyLimit,
        _ handle: @escaping Handler
    ) {
        self.method = method
        self.pattern = pattern
        self.bodyLimit = bodyLimit
        self.handle = handle
    }
}
