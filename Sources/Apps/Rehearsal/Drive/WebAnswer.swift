/// An answer of HTTP as a client sees it.
struct WebAnswer: Sendable {
    var status = 0
    /// What `Location` says.
    var location: String?
    /// Seconds that `Retry-After` names.
    var retryAfter: Double?
    /// The value of the first cookie that is set, with its name.
    var cookie: String?
    var body: [UInt8] = []
    /// Whether the server closes the connection.
    var closes = false
}
