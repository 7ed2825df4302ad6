package import Primitives

extension Journal {
    /// What a frame that is to be appended keeps free in front of its content.
    package static var frameHeadroom: Int { BatchHeader.byteCount }

    /// An empty frame of the right form for `append`.
    package static func frame(capacity: Int) -> ByteFrame {
        ByteFrame(capacity: capacity, headroom: frameHeadroom)
    }

    /// Lets `body` read the payloads from `first` to `last` in place, each checked, until it
    /// returns false.
    ///
    /// - Parameters:
    ///   - first: the position to start at.
    ///   - last: the position to end at; nil for the tail as it is when this is called.
    ///   - previous: the hash of the batch before `first`, if it is known. At position 1 it always
    ///     is: zeros.
    ///   - maximumBatches: how many to read at most.
    ///   - body: is given each position and payload, the latter for the time of the call.
    /// - Returns: the last batch that was read; position `first - 1` if there was none.
    /// - Throws: `corrupt`, naming the first position that is missing or altered.
    package func fold(
        from first: UInt64, upTo last: UInt64? = nil, previous: BatchHash?,
        maximumBatches: Int = .max,
        _ body: (_ position: UInt64, _ payload: UnsafeRawBufferPointer) -> Bool
    ) throws(JournalError) -> JournalTail {
        precondition(first > 0, "positions count from 1")
        let last = last ?? tail.position
        var done = JournalTail(position: first - 1, hash: previous ?? .zero, epoch: 0)
        var expected = first == 1 ? .zero : previous
        var goesOn = true
        var left = maximumBatches
        while goesOn && left > 0 && done.position < last {
            let start = done.position + 1
            let limit = Int(min(UInt64(Self.rowsAtOnce), last - done.position, UInt64(left)))
            expected = try unsafe forEachBatch(from: start, previous: expected, limit: limit) {
                epoch, hash, payload in
                done = JournalTail(position: done.position + 1, hash: hash, epoch: epoch)
                goesOn = unsafe body(done.position, payload)
                return goesOn
            }
            guard done.position >= start else { throw JournalError.missing(start) }
            left -= Int(done.position - start + 1)
        }
        return done
    }
}
