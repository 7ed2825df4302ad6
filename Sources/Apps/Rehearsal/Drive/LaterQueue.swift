/// Errands by the moment at which they go on: a binary heap.
struct LaterQueue {
    private struct Entry {
        var at: UInt64
        var errand: Errand
    }

    private var heap: [Entry] = []

    var isEmpty: Bool { heap.isEmpty }

    mutating func add(_ errand: Errand, at moment: UInt64) {
        heap.append(Entry(at: moment, errand: errand))
        var child = heap.count - 1
        while child > 0, heap[child].at < heap[(child - 1) / 2].at {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes out what `body` is true for; gives how many those were.
    mutating func removeAll(where body: (Errand) -> Bool) -> Int {
        let all = heap
        heap.removeAll(keepingCapacity: true)
        for entry in all where !body(entry.errand) { add(entry.errand, at: entry.at) }
        return all.count - heap.count
    }

    /// The first errand whose moment has come.
    mutating func next(until now: UInt64) -> Errand? {
        guard let first = heap.first, first.at <= now else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first.errand }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].at < heap[least].at {
                least = child
            }
            guard least != parent else { return first.errand }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
