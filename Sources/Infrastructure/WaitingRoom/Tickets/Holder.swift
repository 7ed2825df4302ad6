package import Primitives
internal import Seals

/// Whose a ticket is: a signed-in buyer, or a device that has none.
///
/// The code is a keyed digest, so that nobody can reckon another's from a guessed buyer number. It
/// is the same however often somebody asks: one holder has one lot in the draw.
package struct Holder: Sendable, Hashable {
    /// What a ticket is bound to.
    package enum Kind: UInt8, Sendable {
        /// A signed-in buyer.
        case buyer = 1
        /// A device with a signed token.
        case device = 2
    }

    /// What the ticket is bound to.
    package var kind: Kind
    /// The code that the draw is made over, and that the buyer sees.
    package var code: Token128

    /// Joins kind and code.
    package init(_ kind: Kind, _ code: Token128) {
        self.kind = kind
        self.code = code
    }

    /// A signed-in buyer; `salt` is the room's.
    package static func buyer(_ merchant: MerchantID, _ buyer: BuyerID, salt: [UInt8]) -> Holder {
        var bytes: [UInt8] = [Kind.buyer.rawValue]
        BigEndian.append(merchant.rawValue, to: &bytes)
        BigEndian.append(buyer.rawValue, to: &bytes)
        return Holder(.buyer, SecretDigest.keyed(salt, bytes))
    }

    /// A device, by the name in its signed token; `salt` is the room's.
    package static func device(_ name: Token128, salt: [UInt8]) -> Holder {
        var bytes: [UInt8] = [Kind.device.rawValue]
        BigEndian.append(name.high, to: &bytes)
        BigEndian.append(name.low, to: &bytes)
        return Holder(.device, SecretDigest.keyed(salt, bytes))
    }
}
