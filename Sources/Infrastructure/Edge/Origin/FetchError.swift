/// Why an origin gave no answer.
package enum FetchError: Error, Sendable, Equatable {
    /// No connection could be made to any origin.
    case unreachable
    /// The connection was closed before the answer began.
    case closed
    /// The answer broke off.
    case cutShort
    /// What came is not HTTP.
    case badAnswer(WireError)
    /// It took too long.
    case timeout
    /// Too many requests wait.
    case overloaded
    /// The client does not wait any more.
    case cancelled

    /// The status that tells it to a client (RFC 9110 §15.6).
    var status: Int {
        switch self {
        case .unreachable, .overloaded: 503
        case .closed, .cutShort, .badAnswer, .cancelled: 502
        case .timeout: 504
        }
    }

    /// A code, for figures and pages.
    var code: String {
        switch self {
        case .unreachable: "origin_unreachable"
        case .closed: "origin_closed"
        case .cutShort: "origin_cut_short"
        case .badAnswer: "origin_not_http"
        case .timeout: "origin_timeout"
        case .overloaded: "edge_overloaded"
        case .cancelled: "cancelled"
        }
    }
}
