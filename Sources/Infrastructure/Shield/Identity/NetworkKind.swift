/// What kind of network an address belongs to, as the IP library says.
package enum NetworkKind: UInt8, Sendable, Hashable, CaseIterable {
    /// Not known.
    case unknown
    /// A mobile carrier: thousands of people may share one address.
    case carrier
    /// Homes and offices.
    case broadband
    /// Data centers and clouds.
    case hosting
}
