internal import Primitives
internal import Service

extension Events {
    /// What a listener gets next, and where it is then.
    struct Piece {
        var bytes: [UInt8] = []
        var place: EventID
        /// The order book has to come further before there is more.
        var isHeldUp = false
    }

    /// Reads on for a listener: up to the tail, or as much as one turn may bring.
    func piece(
        for listener: Listener, tail: UInt64, _ shelf: EventShelf, _ merchants: Set<MerchantID>
    ) throws(EventsError) -> Piece {
        var piece = Piece(place: listener.place)
        var read = 0
        let end = min(tail, listener.last ?? tail)
        while piece.place.batch <= end, read < options.readBytes,
            piece.bytes.count < options.pieceBytes
        {
            let batch: EventBatch
            do throws(EventsError) {
                batch = try shelf.batch(at: piece.place.batch, for: merchants)
            } catch {
                guard case .notYet = error else {
                    // What was read before the damage still goes out.
                    if piece.bytes.isEmpty { throw error }
                    return piece
                }
                piece.isHeldUp = true
                return piece
            }
            read += batch.payloadBytes
            add(batch, to: &piece, listener.filter)
        }
        return piece
    }

    private func add(_ batch: EventBatch, to piece: inout Piece, _ filter: EventFilter) {
        for entry in batch.entries
        where entry.number > piece.place.count && filter.takes(entry) {
            piece.bytes += entry.bytes
            piece.place.count = entry.number
            if piece.bytes.count >= options.pieceBytes { return }
        }
        piece.place = EventID(batch: batch.position + 1, count: 0)
    }

    /// What a stream begins with: after how many milliseconds to come again, and from where, as
    /// an id without data moves a browser's mark and is no event.
    static func opening(at place: EventID) -> [UInt8] {
        Array("retry: 2000\nid: \(place)\n\n".utf8)
    }

    /// What is sent when nothing happens.
    static func heartbeat(at place: EventID) -> [UInt8] { Array(":\nid: \(place)\n\n".utf8) }
}
