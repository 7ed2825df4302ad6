/// What the shield sees of a request.
package struct RequestTraits: Sendable, Hashable {
    /// The best that is known of the client.
    package var identity: ClientIdentity
    /// How old the device's token is, in seconds; nil without one.
    package var deviceAgeSeconds: Int?
    /// The network.
    package var prefix: NetworkPrefix
    /// Who runs the network.
    package var operatorID: UInt32
    /// What kind of network it is.
    package var networkKind: NetworkKind
    /// The hash of `User-Agent`.
    package var agent: UInt32
    /// The class of the path.
    package var path: UInt32
    /// The fingerprint of the request's form.
    package var fingerprint: UInt32
    /// Whether it goes to the checkout.
    package var isCheckout: Bool
    /// The difficulty that its clearance was got with: 0 for having waited, nil without one.
    package var clearanceBits: UInt8?

    /// Describes a request.
    package init(
        identity: ClientIdentity, deviceAgeSeconds: Int? = nil, prefix: NetworkPrefix,
        operatorID: UInt32, networkKind: NetworkKind, agent: UInt32, path: UInt32,
        fingerprint: UInt32, isCheckout: Bool = false, clearanceBits: UInt8? = nil
    ) {
        self.identity = identity
        self.deviceAgeSeconds = deviceAgeSeconds
        self.prefix = prefix
        self.operatorID = operatorID
        self.networkKind = networkKind
        self.agent = agent
        self.path = path
        self.fingerprint = fingerprint
        self.isCheckout = isCheckout
        self.clearanceBits = clearanceBits
    }

    /// How well the client is known.
    package var standing: Standing { identity.standing }

    /// Whether its token was given so lately that it must be one of the first requests with it.
    var isYoung: Bool { deviceAgeSeconds.map { $0 < 10 } ?? false }

    func value(_ dimension: Dimension) -> UInt64 {
        switch dimension {
        case .path: UInt64(path)
        case .agent: UInt64(agent)
        case .prefix: prefix.rawValue
        case .fingerprint: UInt64(fingerprint)
        case .network: UInt64(operatorID)
        case .standing: UInt64(standing.rawValue)
        }
    }
}
