/// Credits that the center leases to one edge: each lets one waiter in.
package struct CreditLease: Sendable, Hashable {
    /// The number of the lease in its room and epoch.
    package var number: UInt64
    /// The serial of its first credit; no serial of a room is ever given twice.
    package var firstSerial: UInt64
    /// How many there are.
    package var count: UInt32

    /// Describes a lease.
    package init(number: UInt64, firstSerial: UInt64, count: UInt32) {
        self.number = number
        self.firstSerial = firstSerial
        self.count = count
    }
}
