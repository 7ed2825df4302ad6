internal import Foundation

/// A point on the Earth.
package struct Coordinates: Hashable, Sendable {
    /// Degrees north, -90 to 90.
    package var latitude: Double
    /// Degrees east, -180 to 180.
    package var longitude: Double

    private static let earthRadiusKilometers = 6371.0

    /// Describes a point.
    package init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// The way between two points over the ground, by the haversine formula.
    package func kilometers(to other: Coordinates) -> Double {
        let radians = { (degrees: Double) in degrees * .pi / 180 }
        let deltaLatitude = radians(other.latitude - latitude)
        let deltaLongitude = radians(other.longitude - longitude)
        let a =
            pow(sin(deltaLatitude / 2), 2)
            + cos(radians(latitude)) * cos(radians(other.latitude))
            * pow(sin(deltaLongitude / 2), 2)
        return 2 * Self.earthRadiusKilometers * asin(min(1, a.squareRoot()))
    }
}
