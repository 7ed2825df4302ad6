internal import Foundation
internal import HTTPTypes
internal import Orders
package import Service
internal import Store

/// Makes an answer of whatever a route threw.
package enum FailureReplies {
    /// The problem that a client is told; what is nobody's business goes to standard error.
    package static func problem(_ error: any Error) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as StoreError:
            report("\(error)")
            return Problem(
                503, "storage_unavailable",
                "The center cannot write or read its tables now: try again in a moment.",
                retryAfterSeconds: 2)
        case let error as OrderBookError:
            report("\(error)")
            return Problem(
                503, "order_book_unavailable", "The order book cannot be read: try again.",
                retryAfterSeconds: 2)
        default:
            report("\(error)")
            return Problem(500, "internal", "Something broke here, and was written down.")
        }
    }

    private static func report(_ text: String) {
        FileHandle.standardError.write(Data("spillway: \(text)\n".utf8))
    }
}
