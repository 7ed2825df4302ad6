package import Primitives

/// Whom a limit counts for: the best that is known of the client.
package enum ClientIdentity: Sendable, Hashable {
    /// A signed-in buyer of a merchant.
    case buyer(MerchantID, BuyerID)
    /// A device, by the name in its token.
    case device(Token128)
    /// A clearance, by the number in it.
    case clearance(UInt64)
    /// A network, with the operator that runs it.
    case network(NetworkPrefix, operatorID: UInt32, kind: NetworkKind)

    /// How well the client is known.
    package var standing: Standing {
        switch self {
        case .buyer: .buyer
        case .device: .device
        case .clearance: .cleared
        case .network: .newcomer
        }
    }

    /// The best identity of those that a request proves. `clearance` is the number of one that was
    /// worked for: one that was waited for costs nothing, so its network is what counts.
    package static func best(
        buyer: (MerchantID, BuyerID)?, device: Token128?, clearance: UInt64?,
        prefix: NetworkPrefix, operatorID: UInt32, kind: NetworkKind
    ) -> ClientIdentity {
        if let buyer { return .buyer(buyer.0, buyer.1) }
        if let device { return .device(device) }
        if let clearance { return .clearance(clearance) }
        return .network(prefix, operatorID: operatorID, kind: kind)
    }
}
