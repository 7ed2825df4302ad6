/// Why keys make no ring.
package enum SealFault: Error, Sendable, Hashable {
    /// There is no key.
    case noKey
    /// There are more than `SealRing.maximumKeys`.
    case tooManyKeys
    /// Two keys have this number, or it is past `SealKey.maximumID`.
    case badKeyNumber(UInt32)
    /// The secret of the key with this number is too short.
    case shortSecret(UInt32)
}
