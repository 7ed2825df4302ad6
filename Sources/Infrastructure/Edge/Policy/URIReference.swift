/// References in `Location` and `Content-Location` (RFC 3986 §5), as far as they lead to the same
/// origin.
enum URIReference {
    /// The key of what a reference in a response to `request` leads to; nil for another origin and
    /// for what is no reference.
    static func resolve(_ reference: ArraySlice<UInt8>, against request: RequestHead) -> CacheKey? {
        var rest = reference.prefix { $0 != 0x23 }
        let scheme = Array(request.isSecure ? "https:".utf8 : "http:".utf8)
        if rest.count > scheme.count, rest.prefix(scheme.count).map(\.lowercased) == scheme {
            rest = rest.dropFirst(scheme.count)
            guard rest.starts(with: [0x2F, 0x2F]) else { return nil }
        } else if let colon = rest.firstIndex(of: 0x3A),
            !rest[..<colon].contains(where: { $0 == 0x2F || $0 == 0x3F })
        {
            return nil
        }
        if rest.starts(with: [0x2F, 0x2F]) {
            rest = rest.dropFirst(2)
            let authority = rest.prefix { $0 != 0x2F && $0 != 0x3F }
            guard
                Authority.normalized(authority, isSecure: request.isSecure)
                    .elementsEqual(request.authority)
            else { return nil }
            rest = rest.dropFirst(authority.count)
            if rest.first != 0x2F { rest = ([0x2F] + rest)[...] }
        } else if rest.isEmpty {
            return request.key
        } else if rest.first == 0x3F {
            rest = (Array(request.target.prefix { $0 != 0x3F }) + rest)[...]
        } else if rest.first != 0x2F {
            let path = request.target.prefix { $0 != 0x3F }
            let folder = path[...(path.lastIndex(of: 0x2F) ?? path.startIndex)]
            rest = (Array(folder) + rest)[...]
        }
        return CacheKey(
            isSecure: request.isSecure, authority: request.authority, target: withoutDots(rest))
    }

    /// Takes `.` and `..` out of the path (RFC 3986 §5.2.4).
    private static func withoutDots(_ target: ArraySlice<UInt8>) -> [UInt8] {
        let path = target.prefix { $0 != 0x3F }
        let query = target.dropFirst(path.count)
        var segments: [ArraySlice<UInt8>] = []
        let parts = path.split(separator: 0x2F, omittingEmptySubsequences: false).dropFirst()
        for (index, segment) in parts.enumerated() {
            let isLast = index == parts.count - 1
            switch segment.count {
            case 1 where segment.first == 0x2E: if isLast { segments.append([]) }
            case 2 where segment.elementsEqual([0x2E, 0x2E]):
                _ = segments.popLast()
                if isLast { segments.append([]) }
            default: segments.append(segment)
            }
        }
        return segments.flatMap { [0x2F] + $0 } + query
    }
}
