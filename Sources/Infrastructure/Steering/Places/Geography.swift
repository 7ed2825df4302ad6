package import IPLibrary

/// The regions that are told apart, found by the words of an IP library.
package struct Geography: Sendable {
    /// The regions; the last is where nobody knows.
    package let regions: [Region]
    private let byName: [String: Int]

    /// The index of the region of places that are not known.
    package var unknown: Int { regions.count - 1 }

    /// Regions by their names; where two have one name the first is meant.
    package init(_ known: [Region] = Region.known) {
        regions = known + [Region(["unknown"], 0, 0)]
        var names: [String: Int] = [:]
        for (index, region) in known.enumerated() {
            for name in region.names where names[name] == nil { names[name] = index }
        }
        byName = names
    }

    /// The region with a name; nil for one that is not known.
    package func region(named name: String) -> Int? { byName[name] }

    /// The region of a place: the province in China, else the country.
    package func region(of place: Place) -> Int {
        if Region.china.contains(place.country), let province = byName[place.province] {
            return province
        }
        return byName[place.country] ?? unknown
    }

    /// The way to a point; nil from where nobody knows.
    package func kilometers(from region: Int, to point: Coordinates) -> Double? {
        region == unknown ? nil : regions[region].center.kilometers(to: point)
    }
}
