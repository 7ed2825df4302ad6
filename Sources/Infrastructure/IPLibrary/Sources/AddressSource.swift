/// What one source says of all addresses: runs in ascending order that do not overlap.
package struct AddressSource: Sendable {
    /// Runs of one family at most.
    package static let maximumEntries = 32_000_000
    /// Different places at most.
    package static let maximumPlaces = 8_000_000
    /// Bytes of a source at most.
    package static let maximumBytes = 2 << 30

    /// The form it was read from.
    package var form: SourceForm
    /// The different places; the first is unknown.
    package private(set) var places: [Place] = [.unknown]
    /// Runs of IPv4 addresses.
    package private(set) var v4: [SourceEntry] = []
    /// Runs of IPv6 addresses.
    package private(set) var v6: [SourceEntry] = []
    private var numbers: [Place: UInt32] = [.unknown: 0]

    /// A source that says nothing yet.
    package init(_ form: SourceForm) { self.form = form }

    /// The runs of a family.
    package func entries(_ family: IPFamily) -> [SourceEntry] { family == .v4 ? v4 : v6 }

    /// The number of a place, given when it is first asked for.
    package mutating func number(of place: Place) throws(IPLibraryError) -> UInt32 {
        if let number = numbers[place] { return number }
        guard places.count < Self.maximumPlaces else {
            throw IPLibraryError(.tooLarge, "more than \(Self.maximumPlaces) different places")
        }
        let number = UInt32(places.count)
        places.append(place)
        numbers[place] = number
        return number
    }

    /// Appends a run that begins after the last one of its family; joins it to that one where
    /// they touch and say the same.
    ///
    /// - Throws: `contradiction` where it does not begin after it.
    package mutating func append(
        _ family: IPFamily, _ bounds: ClosedRange<UInt128>, place: UInt32
    ) throws(IPLibraryError) {
        precondition(Int(place) < places.count && bounds.upperBound <= family.last)
        let entry = SourceEntry(
            first: bounds.lowerBound, last: bounds.upperBound, place: place)
        switch family {
        case .v4: try Self.append(entry, family, to: &v4)
        case .v6: try Self.append(entry, family, to: &v6)
        }
    }

    private static func append(
        _ entry: SourceEntry, _ family: IPFamily, to entries: inout [SourceEntry]
    ) throws(IPLibraryError) {
        if let last = entries.last {
            guard entry.first > last.last else {
                let address = IPAddress(family, bits: entry.first)
                throw IPLibraryError(.contradiction, "\(address) is in two runs of one source")
            }
            if entry.place == last.place, entry.first == last.last + 1 {
                entries[entries.count - 1].last = entry.last
                return
            }
        }
        guard entries.count < maximumEntries else {
            throw IPLibraryError(.tooLarge, "more than \(maximumEntries) runs of addresses")
        }
        entries.append(entry)
    }

    /// What the source says of an address, by binary search.
    package func place(of address: IPAddress) -> Place {
        let address = address.unmapped
        let entries = entries(address.family)
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].last < address.bits { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count, entries[low].first <= address.bits else { return .unknown }
        return places[Int(entries[low].place)]
    }
}
