/// The head of a request of HTTP/1 that has only one meaning.
package struct RequestHead: Sendable, Hashable {
    /// One header, as it was sent.
    package struct Header: Sendable, Hashable {
        /// The name.
        package var name: [UInt8]
        /// The value, without blanks around it.
        package var value: [UInt8]
    }

    /// The method.
    package var method: [UInt8]
    /// The target.
    package var target: [UInt8]
    /// The minor version: HTTP/1.0 or HTTP/1.1.
    package var minorVersion: Int
    /// The headers in their order.
    package var headers: [Header]
    /// How the body's end is told.
    package var body: BodyLength

    /// Reads a whole head, up to and with the empty line. What two readers could take for two
    /// different things is refused, also where a robust reader would find a meaning.
    package init(_ bytes: ArraySlice<UInt8>, _ limits: HeadLimits = HeadLimits())
        throws(FramingFault)
    {
        guard bytes.count <= limits.bytes else { throw .tooLarge }
        var rest = bytes
        let line = try Self.line(&rest)
        guard line.count <= limits.requestLine else { throw .tooLarge }
        (method, target, minorVersion) = try Self.requestLine(line)
        headers = []
        while true {
            let line = try Self.line(&rest)
            if line.isEmpty { break }
            guard headers.count < limits.headers else { throw .tooLarge }
            headers.append(try Self.header(line))
        }
        guard rest.isEmpty else { throw .badLineEnd }
        body = try Self.body(headers, minorVersion)
        try Self.checkHost(headers, minorVersion)
    }

    private static func line(_ rest: inout ArraySlice<UInt8>) throws(FramingFault)
        -> ArraySlice<UInt8>
    {
        guard let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }),
            rest[end] == 0x0D, end + 1 < rest.endIndex, rest[end + 1] == 0x0A
        else { throw .badLineEnd }
        let line = rest[rest.startIndex..<end]
        rest = rest[(end + 2)...]
        return line
    }

    private static func requestLine(_ line: ArraySlice<UInt8>) throws(FramingFault) -> (
        [UInt8], [UInt8], Int
    ) {
        let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 3, FramingBytes.isToken(parts[0]), !parts[1].isEmpty,
            parts[1].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw .badRequestLine }
        switch Array(parts[2]) {
        case Array("HTTP/1.1".utf8): return (Array(parts[0]), Array(parts[1]), 1)
        case Array("HTTP/1.0".utf8): return (Array(parts[0]), Array(parts[1]), 0)
        default: throw .badRequestLine
        }
    }

    private static func header(_ line: ArraySlice<UInt8>) throws(FramingFault) -> Header {
        if let first = line.first, FramingBytes.isBlank(first) { throw .foldedHeader }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
            FramingBytes.isToken(line[..<colon])
        else { throw .badHeaderName }
        let value = FramingBytes.trimmed(line[(colon + 1)...])
        guard value.allSatisfy(FramingBytes.isValue) else { throw .badHeaderValue }
        return Header(name: Array(line[..<colon]), value: Array(value))
    }

    private static func values(_ name: String, _ headers: [Header]) -> [[UInt8]] {
        let wanted = Array(name.utf8)
        return headers.filter { FramingBytes.lowercased($0.name) == wanted }.map(\.value)
    }

    private static func body(_ headers: [Header], _ minorVersion: Int) throws(FramingFault)
        -> BodyLength
    {
        let lengths = values("content-length", headers)
        let encodings = values("transfer-encoding", headers)
        guard lengths.isEmpty || encodings.isEmpty else { throw .bothLengths }
        if let encoding = encodings.first {
            guard encodings.count == 1, minorVersion == 1,
                FramingBytes.lowercased(encoding) == Array("chunked".utf8)
            else { throw .badTransferEncoding }
            return .chunked
        }
        guard let length = lengths.first else { return .none }
        guard lengths.count == 1, let count = FramingBytes.number(length) else { throw .badLength }
        return .bytes(count)
    }

    private static func checkHost(_ headers: [Header], _ minorVersion: Int) throws(FramingFault) {
        let hosts = values("host", headers)
        guard hosts.count == 1 || (hosts.isEmpty && minorVersion == 0) else { throw .badHost }
        let isSound = hosts.allSatisfy { host in
            !host.isEmpty
                && host.allSatisfy { FramingBytes.isToken($0) || "[]:".utf8.contains($0) }
        }
        guard isSound else { throw .badHost }
    }
}
