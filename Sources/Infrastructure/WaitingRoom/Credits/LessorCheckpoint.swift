/// What the center must have made durable before it gives out more: where the next one begins.
package struct LessorCheckpoint: Sendable, Hashable {
    /// The epoch that wrote it. The store refuses one of an older epoch.
    package var epoch: UInt32
    /// All credits that were ever released.
    package var released: UInt64
    /// Credits that count as used at the next start.
    package var granted: UInt64
    /// The first serial that the next start may give.
    package var serial: UInt64

    /// Describes a checkpoint.
    package init(epoch: UInt32, released: UInt64, granted: UInt64, serial: UInt64) {
        self.epoch = epoch
        self.released = released
        self.granted = granted
        self.serial = serial
    }
}
