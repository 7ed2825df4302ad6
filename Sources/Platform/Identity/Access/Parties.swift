/// A set of those who may ask for something: the columns of the role table.
package struct Parties: OptionSet, Sendable, Hashable {
    /// One bit for each column.
    package let rawValue: UInt16

    /// Wraps the bits.
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The owners of a store.
    package static let owner = Parties(rawValue: 1 << 0)
    /// The managers of a store.
    package static let manager = Parties(rawValue: 1 << 1)
    /// The people of the warehouse.
    package static let warehouse = Parties(rawValue: 1 << 2)
    /// The people who answer buyers.
    package static let support = Parties(rawValue: 1 << 3)
    /// The people who read figures.
    package static let analyst = Parties(rawValue: 1 << 4)
    /// The people who read the catalogue.
    package static let viewer = Parties(rawValue: 1 << 5)
    /// The operators of the platform, whatever their role in their own store.
    package static let platform = Parties(rawValue: 1 << 6)
    /// Programs that rehearse.
    package static let rehearser = Parties(rawValue: 1 << 9)
    /// A buyer who signed in.
    package static let buyer = Parties(rawValue: 1 << 7)
    /// Somebody who did not sign in.
    package static let nobody = Parties(rawValue: 1 << 8)

    /// Whoever sells: the roles that change the store.
    static let sellers: Parties = [.owner, .manager]
    /// All roles.
    static let staff: Parties = [
        .owner, .manager, .warehouse, .support, .analyst, .viewer, .rehearser,
    ]
    /// Those who come to the store.
    static let visitors: Parties = [.buyer, .nobody]

    /// Every column.
    package static let all: Parties = [.staff, .platform, .visitors]

    /// The headings of the columns that are in the set.
    package var names: [String] {
        Parties.columns.filter { contains($0.party) }.map(\.heading)
    }

    /// The columns in their order, each with its heading.
    static let columns: [(party: Parties, heading: String)] = [
        (.owner, "owner"), (.manager, "manager"), (.warehouse, "warehouse"),
        (.support, "support"), (.analyst, "analyst"), (.viewer, "viewer"),
        (.rehearser, "rehearser"), (.platform, "operator"), (.buyer, "buyer"), (.nobody, "nobody"),
    ]
}
