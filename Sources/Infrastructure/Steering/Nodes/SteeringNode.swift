package import IPLibrary

/// An edge node as the settings describe it.
package struct SteeringNode: Hashable, Sendable {
    /// Nodes at most.
    package static let maximumCount = 1024

    /// Names it in reports and answers.
    package var name: String
    /// Where it stands, for people.
    package var place: String
    /// Where it stands.
    package var point: Coordinates
    /// The operators that it is connected to; empty for all of them.
    package var operators: [String]
    /// The addresses that clients are sent to, of either family.
    package var addresses: [IPAddress]
    /// The start of its URLs, such as `https://edge1.example.com`; redirects go there.
    package var url: String
    /// The load that it can bear, in the unit in which it reports its load.
    package var capacity: Double

    /// Describes a node.
    package init(
        name: String, place: String, point: Coordinates, operators: [String],
        addresses: [IPAddress], url: String, capacity: Double
    ) {
        self.name = name
        self.place = place
        self.point = point
        self.operators = operators
        self.addresses = addresses
        self.url = url
        self.capacity = capacity
    }
}
