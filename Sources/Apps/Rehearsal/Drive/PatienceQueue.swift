/// Requests by the moment at which their visitor waits no longer. All wait alike, so the first that
/// was sent is the first that ends.
struct PatienceQueue {
    private struct Entry {
        var until: UInt64
        var number: Int
        var connection: WebConnection
    }

    private var entries: [Entry] = []
    private var first = 0

    mutating func add(_ connection: WebConnection, _ number: Int, until moment: UInt64) {
        entries.append(Entry(until: moment, number: number, connection: connection))
    }

    /// Hangs up where no answer has come in time.
    mutating func hangUp(_ now: UInt64) {
        while first < entries.count, entries[first].until <= now {
            let entry = entries[first]
            first += 1
            let isSame = entry.connection.number == entry.number
            if isSame, entry.connection.isBusy { entry.connection.close() }
        }
        if first > 4096, first * 2 > entries.count {
            entries.removeFirst(first)
            first = 0
        }
    }
}
