/// Hosts with ports.
package enum Authority {
    /// In lower case, and without the port that the scheme has anyway (RFC 3986 §6.2).
    package static func normalized(_ authority: ArraySlice<UInt8>, isSecure: Bool) -> [UInt8] {
        var result = authority.map(\.lowercased)
        let port = Array(isSecure ? ":443".utf8 : ":80".utf8)
        if result.suffix(port.count).elementsEqual(port) { result.removeLast(port.count) }
        if result.last == 0x3A { result.removeLast() }
        return result
    }

    /// Whether it is a host with a port or without: what `Host` may hold (RFC 9110 §7.2).
    static func isSound(_ authority: ArraySlice<UInt8>) -> Bool {
        guard !authority.isEmpty, authority.count <= 255 else { return false }
        return authority.allSatisfy { byte in
            switch byte {
            case 0x30...0x3A, 0x41...0x5B, 0x5D, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x25: true
            case 0x21, 0x24, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x3B, 0x3D: true
            default: false
            }
        }
    }
}
