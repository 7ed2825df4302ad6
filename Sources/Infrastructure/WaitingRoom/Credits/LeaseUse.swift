/// What an edge says of a lease.
package struct LeaseUse: Sendable, Hashable {
    /// The number of the lease.
    package var number: UInt64
    /// Credits of it that let somebody in.
    package var used: UInt32
    /// Whether the edge has given up the rest: it will never use more of it.
    package var isClosed: Bool

    /// Describes the use of a lease.
    package init(number: UInt64, used: UInt32, isClosed: Bool) {
        self.number = number
        self.used = used
        self.isClosed = isClosed
    }
}
