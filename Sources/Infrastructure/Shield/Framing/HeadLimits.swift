/// How large the head of a request may be.
package struct HeadLimits: Sendable, Hashable {
    /// Bytes of the whole head.
    package var bytes = 32_768
    /// Bytes of the request line.
    package var requestLine = 8192
    /// Headers.
    package var headers = 100

    /// The defaults.
    package init() {}
}
