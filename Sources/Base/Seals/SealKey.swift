package import Primitives

/// A key that signs or has signed.
package struct SealKey: Sendable, Hashable {
    /// Numbers of keys have three bytes.
    package static let maximumID: UInt32 = (1 << 24) - 1
    /// A key shorter than this is refused.
    package static let minimumSecretBytes = 16

    /// The number that seals name it by.
    package var id: UInt32
    /// The secret bytes.
    package var secret: [UInt8]
    /// From when on nothing that it signed is believed.
    package var verifiesUntil: Timestamp

    /// Describes a key.
    package init(id: UInt32, secret: [UInt8], verifiesUntil: Timestamp = .never) {
        self.id = id
        self.secret = secret
        self.verifiesUntil = verifiesUntil
    }
}
