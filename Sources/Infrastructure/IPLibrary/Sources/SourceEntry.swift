/// A run of addresses that are in one place.
package struct SourceEntry: Hashable, Sendable {
    /// The first address, as a number.
    package var first: UInt128
    /// The last address.
    package var last: UInt128
    /// Index into the places of the source.
    package var place: UInt32

    /// Describes a run.
    package init(first: UInt128, last: UInt128, place: UInt32) {
        self.first = first
        self.last = last
        self.place = place
    }
}
