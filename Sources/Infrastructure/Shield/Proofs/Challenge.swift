package import Primitives

/// Work that a client is asked to do. Nobody keeps a list of challenges: it is all in the text.
package struct Challenge: Sendable, Hashable {
    /// Bits of difficulty at most: more would take a phone minutes.
    package static let maximumBits: UInt8 = 24

    /// To whom it was given.
    package var binding: ClientBinding
    /// A number that no other challenge has.
    package var nonce: UInt64
    /// When it was given, in whole seconds.
    package var issued: Timestamp
    /// How many zero bits the answer's hash must begin with.
    package var bits: UInt8

    /// Describes a challenge.
    package init(binding: ClientBinding, nonce: UInt64, issued: Timestamp, bits: UInt8) {
        self.binding = binding
        self.nonce = nonce
        self.issued = Timestamp(max(0, issued.rawValue) / 1000 * 1000)
        self.bits = min(Self.maximumBits, bits)
    }
}
