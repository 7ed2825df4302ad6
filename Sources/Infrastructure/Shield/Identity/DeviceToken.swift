package import Primitives

/// What a device shows that has been here before: a name that we gave, and the agent it had.
package struct DeviceToken: Sendable, Hashable {
    /// The name.
    package var name: Token128
    /// The hash of the agent that it was given to: with another agent it counts for nothing.
    package var agent: UInt32
    /// When it was given, in whole seconds.
    package var issued: Timestamp

    /// Describes a device.
    package init(name: Token128, agent: UInt32, issued: Timestamp) {
        self.name = name
        self.agent = agent
        self.issued = Timestamp(max(0, issued.rawValue) / 1000 * 1000)
    }
}
