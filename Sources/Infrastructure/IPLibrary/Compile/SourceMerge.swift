/// Joins sources into one: of each address the first source that knows it is believed, and the
/// others complete what it leaves open (`Place.completed`).
package struct SourceMerge {
    private let sources: [AddressSource]
    private var merged = AddressSource(.library)
    /// The number of a place that was merged before, by the numbers that it was merged of.
    private var known: [[UInt32]: UInt32] = [:]

    private init(_ sources: [AddressSource]) { self.sources = sources }

    /// Merges; the sources come with the highest precedence first.
    package static func merge(
        _ sources: [AddressSource]
    ) throws(IPLibraryError) -> AddressSource {
        var merge = SourceMerge(sources)
        for family in IPFamily.allCases { try merge.sweep(family) }
        return merge.merged
    }

    private mutating func sweep(_ family: IPFamily) throws(IPLibraryError) {
        let lists = sources.map { $0.entries(family) }
        var places = Array(repeating: 0, count: lists.count)
        var first: UInt128 = 0
        while true {
            var last = family.last
            var numbers = Array(repeating: UInt32(0), count: lists.count)
            for (index, entries) in lists.enumerated() where places[index] < entries.count {
                let entry = entries[places[index]]
                if entry.first <= first {
                    numbers[index] = entry.place
                    last = min(last, entry.last)
                } else {
                    last = min(last, entry.first - 1)
                }
            }
            let place = try number(of: numbers)
            if place != 0 { try merged.append(family, first...last, place: place) }
            for (index, entries) in lists.enumerated() where places[index] < entries.count {
                if entries[places[index]].last <= last { places[index] += 1 }
            }
            guard last < family.last else { return }
            first = last + 1
        }
    }

    private mutating func number(of numbers: [UInt32]) throws(IPLibraryError) -> UInt32 {
        if let number = known[numbers] { return number }
        var place = Place.unknown
        for (source, number) in zip(sources, numbers) {
            place = place.completed(by: source.places[Int(number)])
        }
        let number = try merged.number(of: place)
        known[numbers] = number
        return number
    }
}
