/// Why a queue is sent home.
package enum Dismissal: UInt8, Sendable, Hashable, CaseIterable {
    /// All stock is sold.
    case soldOut = 1
    /// The sale is over.
    case ended = 2
    /// Staff closed the room.
    case closed = 3

    /// The stable code in documents.
    package var code: String {
        switch self {
        case .soldOut: "sold_out"
        case .ended: "sale_ended"
        case .closed: "room_closed"
        }
    }
}
