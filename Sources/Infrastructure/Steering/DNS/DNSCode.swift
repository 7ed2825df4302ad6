/// How an answer went (RFC 1035, 4.1.1; RFC 6891, 9).
package enum DNSCode: UInt16, Sendable {
    case noError = 0
    case formatError = 1
    case serverFailure = 2
    case noSuchName = 3
    case notImplemented = 4
    case refused = 5
    /// The upper bits of it are in the OPT record.
    case badVersion = 16
}
