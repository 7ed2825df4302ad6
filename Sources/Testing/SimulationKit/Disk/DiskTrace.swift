/// The last operations of a `SimulatedDisk`, for reading what a seed did.
package struct DiskTrace: Sendable {
    /// One operation and how it ended.
    package struct Entry: Hashable, Sendable {
        /// Counts all operations of the disk from 0.
        package var number: Int
        /// What was asked.
        package var operation: DiskOperation
        /// Why it failed; nil when it did not.
        package var error: DiskError?
    }

    private let limit: Int
    private var ring: [Entry] = []
    private var total = 0

    init(limit: Int) { self.limit = limit }

    mutating func add(_ operation: DiskOperation, _ error: DiskError?) {
        defer { total += 1 }
        guard limit > 0 else { return }
        let entry = Entry(number: total, operation: operation, error: error)
        if ring.count < limit { ring.append(entry) } else { ring[total % limit] = entry }
    }

    /// The remembered operations, the oldest first.
    package var entries: [Entry] {
        guard ring.count == limit, limit > 0 else { return ring }
        let oldest = total % limit
        return Array(ring[oldest...] + ring[..<oldest])
    }
}

extension DiskTrace: CustomStringConvertible {
    /// The remembered operations, one a line.
    package var description: String {
        entries.map { entry in
            let ending = entry.error.map { ": \($0)" } ?? ""
            return "\(entry.number) \(entry.operation)\(ending)"
        }.joined(separator: "\n")
    }
}
