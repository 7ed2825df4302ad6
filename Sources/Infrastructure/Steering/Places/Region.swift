/// A part of the world that steering tells apart: a province of China, or a country.
package struct Region: Hashable, Sendable {
    /// The names under which sources know it, the first is shown.
    package var names: [String]
    /// Where most of its people are.
    package var center: Coordinates

    /// Describes a region.
    package init(_ names: [String], _ latitude: Double, _ longitude: Double) {
        self.names = names
        center = Coordinates(latitude: latitude, longitude: longitude)
    }

    /// The name that is shown.
    package var name: String { names.first ?? "" }
}
