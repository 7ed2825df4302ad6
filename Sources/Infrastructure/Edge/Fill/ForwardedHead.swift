internal import NIOCore

/// Writes the head of a request to an origin.
enum ForwardedHead {
    /// Fields that are written anew.
    private static let replaced: Set<FieldName> = [
        .host, .contentLength, .expect, .xForwardedProto, .xForwardedHost, .xForwardedFor,
        .forwarded, .via, .maxForwards, .spillwayEdge,
    ]

    /// - Parameters:
    ///   - bodyLength: nil for a body in chunks.
    ///   - trustsClient: what the client says of those before it is passed on.
    ///   - token: what proves the edge to the center.
    ///   - traceparent: the one to send where the client sent none.
    static func write(
        _ plan: FetchPlan, bodyLength: Int64?, hasBody: Bool, trustsClient: Bool,
        token: String? = nil, traceparent: @autoclosure () -> String, to buffer: inout ByteBuffer
    ) {
        let request = plan.request
        let fields = plan.fields.ofAllHops()
        buffer.writeString(request.method.text)
        buffer.writeStaticString(" ")
        buffer.writeBytes(request.target)
        buffer.writeStaticString(" HTTP/1.1\r\nhost: ")
        buffer.writeBytes(request.authority)
        buffer.writeStaticString("\r\n")
        for entry in fields.entries where !replaced.contains(entry.name) {
            buffer.writeBytes(fields.bytes[entry.lineRange])
        }
        let scheme = request.isSecure ? "https" : "http"
        let host = String(decoding: request.authority, as: UTF8.self)
        func line(_ name: StaticString, _ before: String?, _ value: String) {
            buffer.writeStaticString(name)
            buffer.writeStaticString(": ")
            if let before, !before.isEmpty { buffer.writeString(before + ", ") }
            buffer.writeString(value)
            buffer.writeStaticString("\r\n")
        }
        let before = trustsClient ? fields.text(.xForwardedFor) : nil
        line("x-forwarded-for", before, plan.client.host)
        line("x-forwarded-proto", nil, scheme)
        line("x-forwarded-host", nil, host)
        line(
            "forwarded", trustsClient ? fields.text(.forwarded) : nil,
            "for=\(plan.client.node);host=\"\(host)\";proto=\(scheme)")
        line("via", fields.text(.via), "1.1 spillway")
        if let hops = request.forwardsLeft { line("max-forwards", nil, "\(max(0, hops - 1))") }
        if let token { line("spillway-edge", nil, token) }
        if !fields.contains(.traceparent) { line("traceparent", nil, traceparent()) }
        if let upgrade = plan.upgrade {
            buffer.writeStaticString("connection: upgrade\r\nupgrade: ")
            buffer.writeBytes(upgrade)
            buffer.writeStaticString("\r\n")
        }
        if hasBody {
            if let bodyLength {
                line("content-length", nil, "\(bodyLength)")
            } else {
                line("transfer-encoding", nil, "chunked")
            }
        } else if [.post, .put, .patch].contains(request.method) {
            line("content-length", nil, "0")
        }
        buffer.writeStaticString("\r\n")
    }
}
