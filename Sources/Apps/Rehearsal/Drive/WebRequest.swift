internal import NIOCore

/// A request as its bytes.
enum WebRequest {
    /// Writes a request with its fields and its body.
    static func bytes(
        _ method: String, _ path: String, host: String, fields: [(String, String)] = [],
        body: [UInt8]? = nil
    ) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: 512 + (body?.count ?? 0))
        buffer.writeString("\(method) \(path) HTTP/1.1\r\nhost: \(host)\r\n")
        for (name, value) in fields { buffer.writeString("\(name): \(value)\r\n") }
        if let body { buffer.writeString("content-length: \(body.count)\r\n") }
        buffer.writeStaticString("\r\n")
        if let body { buffer.writeBytes(body) }
        return buffer
    }
}
