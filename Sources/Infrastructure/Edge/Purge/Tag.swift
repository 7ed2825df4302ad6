internal import Synchronization

/// A name that responses are purged by together. Stored responses hold their tags, so that a purge
/// is one number written here.
package final class Tag: Sendable {
    /// The epoch of the last purge by this name.
    let purgedAt: Atomic<UInt64>

    init(purgedAt: UInt64) { self.purgedAt = Atomic(purgedAt) }
}
