/// How sign-ups are slowed: so many at once, and then one after each interval.
package struct SignUpLimits: Sendable {
    /// Sign-ups at once from one client address; many people may share one.
    package var burstOfAddress = 60
    /// Milliseconds after which an address may have one more.
    package var intervalOfAddress: Int64 = 5000
    /// Sign-ups at once from all addresses together.
    package var burst = 200
    /// Milliseconds after which there may be one more from all together.
    package var interval: Int64 = 100
    /// Addresses that are remembered; beyond, the quarter that would be forgotten first is.
    package var maximumAddresses = 20_000

    /// The usual values.
    package init() {}
}
