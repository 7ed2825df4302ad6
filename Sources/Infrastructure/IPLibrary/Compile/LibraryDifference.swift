/// Where two sources differ: runs of addresses that they put into different places.
package struct LibraryDifference: Sendable {
    /// One run, and what both say of it.
    package struct Run: Sendable {
        /// The first address.
        package var first: IPAddress
        /// The last address.
        package var last: IPAddress
        /// What the first source says.
        package var before: Place
        /// What the second source says.
        package var after: Place
    }

    /// The runs, lower addresses first, as many as were asked for.
    package private(set) var runs: [Run] = []
    /// All runs that differ.
    package private(set) var runCount = 0
    /// IPv4 addresses that differ.
    package private(set) var v4Addresses: UInt64 = 0
    /// Networks of 64 bits of IPv6 that differ, in part or whole.
    package private(set) var v6Networks: UInt64 = 0

    /// Compares; keeps `limit` runs at most and counts all.
    package init(_ before: AddressSource, _ after: AddressSource, limit: Int) {
        for family in IPFamily.allCases {
            compare(family, before, after, limit)
        }
    }

    private mutating func compare(
        _ family: IPFamily, _ before: AddressSource, _ after: AddressSource, _ limit: Int
    ) {
        let lists = [before.entries(family), after.entries(family)]
        var positions = [0, 0]
        var first: UInt128 = 0
        var open: (bounds: ClosedRange<UInt128>, before: Place, after: Place)?
        while true {
            var last = family.last
            var numbers = [0, 0]
            for index in 0...1 where positions[index] < lists[index].count {
                let entry = lists[index][positions[index]]
                if entry.first <= first {
                    numbers[index] = Int(entry.place)
                    last = min(last, entry.last)
                } else {
                    last = min(last, entry.first - 1)
                }
            }
            let old = before.places[numbers[0]]
            let new = after.places[numbers[1]]
            if let run = open, run.before == old, run.after == new {
                open = (run.bounds.lowerBound...last, old, new)
            } else {
                if let run = open { take(family, run.bounds, run.before, run.after, limit) }
                open = old == new ? nil : (first...last, old, new)
            }
            for index in 0...1 where positions[index] < lists[index].count {
                if lists[index][positions[index]].last <= last { positions[index] += 1 }
            }
            guard last < family.last else { break }
            first = last + 1
        }
        if let run = open { take(family, run.bounds, run.before, run.after, limit) }
    }

    private mutating func take(
        _ family: IPFamily, _ bounds: ClosedRange<UInt128>, _ before: Place, _ after: Place,
        _ limit: Int
    ) {
        runCount += 1
        switch family {
        case .v4: v4Addresses += UInt64(bounds.upperBound - bounds.lowerBound) + 1
        case .v6:
            let networks = (bounds.upperBound >> 64) - (bounds.lowerBound >> 64)
            v6Networks =
                v6Networks.addingReportingOverflow(UInt64(clamping: networks + 1))
                .partialValue
        }
        guard runs.count < limit else { return }
        runs.append(
            Run(
                first: IPAddress(family, bits: bounds.lowerBound),
                last: IPAddress(family, bits: bounds.upperBound), before: before, after: after))
    }
}
