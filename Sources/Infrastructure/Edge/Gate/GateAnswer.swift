internal import HTTPTypes
internal import NIOCore
internal import Service

/// Answers of the gate, from replies of the modules that it asks.
enum GateAnswer {
    static func make(_ reply: Reply, cookies: [String] = []) -> (ResponseHead, ByteBuffer) {
        var fields = Fields()
        for field in reply.headers { fields.append(field.name.canonicalName, field.value) }
        if !fields.contains(.cacheControl) { fields.append(.cacheControl, "no-store") }
        for cookie in cookies { fields.append(.setCookie, cookie) }
        let body = ByteBuffer(bytes: reply.bytes)
        let head = ResponseHead(
            status: reply.status, fields: fields, length: Int64(body.readableBytes),
            cacheStatus: CacheStatus())
        return (head, body)
    }

    static func verdict(_ reply: Reply, cookies: [String] = []) -> GateVerdict {
        let (head, body) = make(reply, cookies: cookies)
        return .answer(head, body)
    }
}
