/// A dictionary of bounded size that lets go of what was not asked for the longest.
struct RecentTable<Key: Hashable, Value> {
    private struct Slot {
        var key: Key
        var value: Value
        var newer: Int
        var older: Int
    }

    private let limit: Int
    private var slots: [Slot] = []
    private var places: [Key: Int] = [:]
    private var free: [Int] = []
    private var newest = -1
    private var oldest = -1

    init(limit: Int) {
        precondition(limit > 0)
        self.limit = limit
    }

    /// How many values there are.
    var count: Int { places.count }

    /// The value, which becomes the newest.
    mutating func value(_ key: Key) -> Value? {
        guard let place = places[key] else { return nil }
        if place != newest {
            unlink(place)
            link(place)
        }
        return slots[place].value
    }

    /// Adds or replaces a value, which becomes the newest; at the limit the oldest goes.
    mutating func insert(_ value: Value, for key: Key) {
        remove(key)
        if places.count == limit { remove(slots[oldest].key) }
        let slot = Slot(key: key, value: value, newer: -1, older: -1)
        let place: Int
        if let reused = free.popLast() {
            place = reused
            slots[place] = slot
        } else {
            place = slots.count
            slots.append(slot)
        }
        places[key] = place
        link(place)
    }

    /// Lets go of a value. Its memory is given back when the place is used again.
    mutating func remove(_ key: Key) {
        guard let place = places.removeValue(forKey: key) else { return }
        unlink(place)
        free.append(place)
    }

    /// Lets go of all values.
    mutating func removeAll() { self = RecentTable(limit: limit) }

    private mutating func unlink(_ place: Int) {
        let (newer, older) = (slots[place].newer, slots[place].older)
        if newer >= 0 { slots[newer].older = older } else { newest = older }
        if older >= 0 { slots[older].newer = newer } else { oldest = newer }
    }

    private mutating func link(_ place: Int) {
        slots[place].newer = -1
        slots[place].older = newest
        if newest >= 0 { slots[newest].newer = place } else { oldest = place }
        newest = place
    }
}
