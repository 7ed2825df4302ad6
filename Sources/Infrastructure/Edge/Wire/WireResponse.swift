/// The head of a response as it came over HTTP/1.1.
package struct WireResponse: Sendable {
    /// The status.
    package var status: Int
    /// All fields.
    package var fields: Fields
    /// How its body is framed.
    package var framing: BodyFraming
    /// Whether the connection can take another request afterwards.
    package var isKeptAlive: Bool
}
