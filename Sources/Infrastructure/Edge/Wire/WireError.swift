/// Why bytes are refused.
package enum WireError: Error, Sendable, Equatable {
    /// They are not HTTP/1.1, or could be read in two ways.
    case malformed(StaticReason)
    /// A part is larger than its limit.
    case headTooLarge, targetTooLong, bodyTooLarge
    /// A transfer coding other than chunked.
    case unknownCoding
    /// Another version of HTTP.
    case unknownVersion

    /// What is wrong with bytes, for logs and answers.
    package enum StaticReason: String, Sendable {
        case firstLine = "the first line is not sound"
        case fieldLine = "a field line is not sound"
        case foldedLine = "a field line is folded"
        case host = "there must be one sound host"
        case target = "the target is not sound"
        case length = "the length is not one number"
        case twoLengths = "there are a length and a transfer coding"
        case chunk = "a chunk is not sound"
        case lineEnd = "a line does not end with CR LF"
    }

    /// The status that tells it to a client.
    package var status: Int {
        switch self {
        case .malformed: 400
        case .headTooLarge: 431
        case .targetTooLong: 414
        case .bodyTooLarge: 413
        case .unknownCoding: 501
        case .unknownVersion: 505
        }
    }

    /// What it is, for a person.
    package var text: String {
        switch self {
        case .malformed(let reason): reason.rawValue
        case .headTooLarge: "the head is too large"
        case .targetTooLong: "the target is too long"
        case .bodyTooLarge: "the body is too large"
        case .unknownCoding: "the transfer coding is not known here"
        case .unknownVersion: "the version of HTTP is not known here"
        }
    }
}
