internal import Journal
internal import Primitives

/// The batches read last, for all who come to them: those who listen live read each once together.
/// Belongs to one thread.
final class EventShelf {
    private let journal: Journal
    private let names: EventNames
    private let maximumBytes: Int
    private var batches: [UInt64: EventBatch] = [:]
    private var order: [UInt64] = []
    private var bytes = 0

    /// Batches and bytes that are read at once at most.
    private static let batchesAtOnce = 64
    private static let bytesAtOnce = 1 << 18

    init(_ journal: Journal, _ names: EventNames, maximumBytes: Int) {
        self.journal = journal
        self.names = names
        self.maximumBytes = maximumBytes
    }

    /// The batch at `position`, which the journal has reached, with the events of these merchants.
    func batch(
        at position: UInt64, for merchants: Set<MerchantID>
    ) throws(EventsError) -> EventBatch {
        if let known = batches[position], merchants.isSubset(of: known.merchants) { return known }
        var payloads: [[UInt8]] = []
        var read = 0
        do {
            // Copied first: what is looked up while reading must not hold the journal.
            _ = try unsafe journal.fold(
                from: position, previous: nil, maximumBatches: Self.batchesAtOnce
            ) { _, payload in
                payloads.append(unsafe [UInt8](payload))
                read += payload.count
                return read < Self.bytesAtOnce
            }
        } catch {
            throw .damaged(position: error.position ?? position, "\(error)")
        }
        var first: EventBatch?
        for (index, payload) in payloads.enumerated() {
            let place = position + UInt64(index)
            var reader = EventReader(names, at: place, for: merchants)
            do throws(EventsError) {
                let batch = try unsafe reader.read(payload.span.bytes)
                if index == 0 { first = batch }
                keep(batch)
            } catch {
                // Those before it can go out already.
                guard index > 0 else { throw error }
                break
            }
        }
        guard let first else { throw .damaged(position: position, "it is missing") }
        return first
    }

    private func keep(_ batch: EventBatch) {
        if let known = batches.updateValue(batch, forKey: batch.position) {
            bytes -= known.size
        } else {
            order.append(batch.position)
        }
        bytes += batch.size
        var dropped = 0
        while bytes > maximumBytes, dropped < order.count {
            bytes -= batches.removeValue(forKey: order[dropped])?.size ?? 0
            dropped += 1
        }
        order.removeFirst(dropped)
    }
}
