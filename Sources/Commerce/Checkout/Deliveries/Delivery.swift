package import Identity
package import Primitives

/// Where an order goes.
package struct Delivery: Sendable, Hashable {
    /// The address as the buyer wrote it for this order.
    package var address: Address
    /// When it was written.
    package var written: Timestamp
    /// Goes up by each change.
    package var version: Int64
}
