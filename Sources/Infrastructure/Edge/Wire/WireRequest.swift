/// The head of a request as it came over HTTP/1.1.
package struct WireRequest: Sendable {
    /// What is asked.
    package var head: RequestHead
    /// How its body is framed.
    package var framing: BodyFraming
    /// Whether the connection stays open after the answer.
    package var isKeptAlive: Bool
    /// 0 or 1, of HTTP/1.
    package var minorVersion: Int
    /// Whether the client waits for `100 Continue` before it sends the body.
    package var expectsContinue = false
    /// The protocol that the client wants to speak from here on, such as `websocket`.
    package var upgrade: [UInt8]?
}
