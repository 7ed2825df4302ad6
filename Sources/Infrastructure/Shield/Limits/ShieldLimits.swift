/// How much each kind of client may do. Addresses are the last thing that is counted, and widely:
/// many buyers share one.
package struct ShieldLimits: Sendable, Hashable {
    /// A signed-in buyer.
    package var buyer = RateLimit(perSecond: 20, burst: 100)
    /// A device.
    package var device = RateLimit(perSecond: 20, burst: 100)
    /// One who has paid with a proof.
    package var cleared = RateLimit(perSecond: 10, burst: 60)
    /// All newcomers of one home or office prefix.
    package var broadband = RateLimit(perSecond: 50, burst: 200)
    /// All newcomers of one carrier prefix.
    package var carrier = RateLimit(perSecond: 1000, burst: 4000)
    /// All newcomers of one prefix in a data center.
    package var hosting = RateLimit(perSecond: 10, burst: 40)
    /// Requests to the checkout, for any one client.
    package var checkout = RateLimit(perSecond: 2, burst: 10)
    /// Clients that are kept in mind.
    package var clients = 1 << 17
    /// Requests a second to the checkout of clients that are no buyers, whatever the baseline says.
    package var guestCheckoutFloor = 100
    /// Newcomers a second that are let in without a question, whatever the baseline says.
    package var newcomerFloor = 200

    /// The defaults.
    package init() {}

    func limit(_ identity: ClientIdentity) -> RateLimit {
        switch identity {
        case .buyer: buyer
        case .device: device
        case .clearance: cleared
        case .network(_, _, .carrier): carrier
        case .network(_, _, .hosting): hosting
        case .network: broadband
        }
    }
}
