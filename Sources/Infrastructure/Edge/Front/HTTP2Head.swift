internal import NIOCore
internal import NIOHPACK
internal import Service

/// Heads of messages over HTTP/2 (RFC 9113 §8).
enum HTTP2Head {
    /// The request; what would be read otherwise after it was written as HTTP/1.1 is refused
    /// (RFC 9113 §8.2, §10.3).
    static func request(
        _ headers: HPACKHeaders, limits: WireLimits
    ) throws(WireError) -> RequestHead {
        var method: Method?
        var target: [UInt8] = []
        var authority: [UInt8] = []
        var isSecure = true
        var fields = Fields()
        var cookies: [UInt8] = []
        var size = 0
        for (name, value, _) in headers {
            let value = Array(value.utf8)
            size += name.utf8.count + value.count + 4
            guard size <= limits.headBytes else { throw .headTooLarge }
            switch name {
            case ":method": method = Method(value.span)
            case ":path": target = value
            case ":authority": authority = value
            case ":scheme": isSecure = value.elementsEqual("https".utf8)
            // Pieces of a cookie are one (RFC 9113 §8.2.3).
            case "cookie": cookies += cookies.isEmpty ? value : [0x3B, 0x20] + value
            default:
                guard name.first != ":", name.utf8.allSatisfy({ $0.isTokenByte }),
                    value.allSatisfy({ $0.isValueByte })
                else { throw .malformed(.fieldLine) }
                guard fields.count < limits.fieldLines else { throw .headTooLarge }
                fields.append(name: Array(name.utf8).span, value: value.span)
            }
        }
        if !cookies.isEmpty {
            guard cookies.allSatisfy({ $0.isValueByte }) else { throw .malformed(.fieldLine) }
            fields.append(.cookie, cookies)
        }
        if authority.isEmpty, let host = fields.first(.host) { authority = Array(host) }
        guard let method, method != .connect, method.text.utf8.allSatisfy({ $0.isTokenByte }),
            target.first == 0x2F || target == [0x2A] && method == .options,
            target.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x23 })
        else { throw .malformed(.target) }
        guard target.count <= limits.targetBytes else { throw .targetTooLong }
        guard Authority.isSound(authority[...]) else { throw .malformed(.host) }
        fields.remove(.host)
        return RequestHead(
            method: method, target: target,
            authority: Authority.normalized(authority[...], isSecure: isSecure),
            isSecure: isSecure, fields: fields)
    }

    /// An answer; without a name nothing is told of the cache.
    static func response(_ head: ResponseHead, name: String?) -> HPACKHeaders {
        var headers = HPACKHeaders()
        headers.reserveCapacity(head.fields.count + 5)
        headers.add(name: ":status", value: "\(head.status)")
        for entry in head.fields.entries {
            headers.add(
                name: String(decoding: head.fields.bytes[entry.nameRange], as: UTF8.self),
                value: String(decoding: head.fields.bytes[entry.valueRange], as: UTF8.self))
        }
        if let age = head.age { headers.add(name: "age", value: "\(age)") }
        if let length = head.length, head.status >= 200, head.status != 204, head.status != 304 {
            headers.add(name: "content-length", value: "\(length)")
        }
        if let name { headers.add(name: "cache-status", value: head.cacheStatus.text(name)) }
        return headers
    }
}
