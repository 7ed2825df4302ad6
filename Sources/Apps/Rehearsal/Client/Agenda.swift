/// Requests for later, the earliest first: a binary heap.
struct Agenda {
    private struct Entry {
        var due: UInt64
        var number: UInt64
        var request: Request
    }

    private var entries: [Entry] = []
    private var numbers: UInt64 = 0

    var isEmpty: Bool { entries.isEmpty }

    /// Plans a request for the moment `due`; those for the same moment keep their order.
    mutating func add(_ request: Request, due: UInt64) {
        numbers += 1
        entries.append(Entry(due: due, number: numbers, request: request))
        var child = entries.count - 1
        while child > 0, isEarlier(child, (child - 1) / 2) {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the earliest request if it is due.
    mutating func take(now: UInt64) -> Request? {
        guard let first = entries.first, first.due <= now else { return nil }
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < entries.count && isEarlier(child, least) {
                least = child
            }
            guard least != parent else { return first.request }
            entries.swapAt(parent, least)
            parent = least
        }
    }

    private func isEarlier(_ left: Int, _ right: Int) -> Bool {
        (entries[left].due, entries[left].number) < (entries[right].due, entries[right].number)
    }
}
