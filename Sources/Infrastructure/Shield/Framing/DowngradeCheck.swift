/// Checks that a request of HTTP/2 can be written as HTTP/1 without becoming another one.
package struct DowngradeCheck: Sendable {
    private static let pseudoHeaders: Set = [":method", ":scheme", ":authority", ":path"]
    private static let ofConnections: Set = [
        "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade",
    ]

    /// The length that was said, if one was.
    package private(set) var saidLength: Int64?
    private var receivedBytes: Int64 = 0

    /// Checks the fields of a request, in their order.
    package init(_ fields: [(name: [UInt8], value: [UInt8])], _ limits: HeadLimits = HeadLimits())
        throws(FramingFault)
    {
        guard fields.count <= limits.headers + Self.pseudoHeaders.count,
            fields.reduce(0, { $0 + $1.name.count + $1.value.count + 32 }) <= limits.bytes
        else { throw .tooLarge }
        var pseudo: [String: [UInt8]] = [:]
        var isPastPseudo = false
        var host: [UInt8]?
        for (nameBytes, value) in fields {
            let name = String(decoding: nameBytes, as: UTF8.self)
            if nameBytes.first == UInt8(ascii: ":") {
                guard !isPastPseudo, Self.pseudoHeaders.contains(name), pseudo[name] == nil,
                    value.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
                else { throw .badPseudoHeader }
                pseudo[name] = value
                continue
            }
            isPastPseudo = true
            guard FramingBytes.isToken(nameBytes) else { throw .badHeaderName }
            guard FramingBytes.lowercased(nameBytes) == nameBytes,
                !Self.ofConnections.contains(name), name != "te" || value == Array("trailers".utf8)
            else { throw .connectionHeader }
            guard value.allSatisfy(FramingBytes.isValue),
                value.first.map(FramingBytes.isBlank) != true,
                value.last.map(FramingBytes.isBlank) != true
            else { throw .badHeaderValue }
            if name == "content-length" {
                guard saidLength == nil, let length = FramingBytes.number(value) else {
                    throw .badLength
                }
                saidLength = length
            }
            if name == "host" {
                guard host == nil else { throw .badHost }
                host = value
            }
        }
        try Self.check(pseudo, host)
    }

    /// Counts a part of the body.
    package mutating func received(bytes: Int, isLast: Bool) throws(FramingFault) {
        receivedBytes += Int64(bytes)
        guard let saidLength else { return }
        guard receivedBytes <= saidLength, !isLast || receivedBytes == saidLength else {
            throw .lengthMismatch
        }
    }

    private static func check(_ pseudo: [String: [UInt8]], _ host: [UInt8]?) throws(FramingFault) {
        guard let method = pseudo[":method"], FramingBytes.isToken(method),
            pseudo[":scheme"] != nil,
            let path = pseudo[":path"], let authority = pseudo[":authority"] ?? host,
            path.first == UInt8(ascii: "/") || path == Array("*".utf8)
        else { throw .badPseudoHeader }
        guard host == nil || host == authority, !authority.isEmpty,
            authority.allSatisfy({ FramingBytes.isToken($0) || "[]:".utf8.contains($0) })
        else { throw .badHost }
    }
}
