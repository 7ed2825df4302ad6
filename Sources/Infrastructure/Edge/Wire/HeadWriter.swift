internal import NIOCore

/// Writes heads of HTTP/1.1 messages.
enum HeadWriter {
    /// Writes the head of an answer and says how its body is framed.
    static func write(
        _ head: ResponseHead, name: String, toHead isHead: Bool, minorVersion: Int,
        isKeptAlive: Bool, to buffer: inout ByteBuffer
    ) -> BodyFraming {
        buffer.writeBytes(StatusLine.bytes(head.status))
        buffer.writeBytes(head.fields.bytes)
        if let age = head.age {
            buffer.writeStaticString("age: ")
            buffer.write(decimal: age)
            buffer.writeStaticString("\r\n")
        }
        head.cacheStatus.write(name, to: &buffer)
        var framing = BodyFraming.none
        var staysOpen = isKeptAlive
        if head.status >= 200, head.status != 204, head.status != 304 {
            if let length = head.length {
                buffer.writeStaticString("content-length: ")
                buffer.write(decimal: length)
                buffer.writeStaticString("\r\n")
                framing = length == 0 || isHead ? .none : .length(length)
            } else if isHead {
                framing = .none
            } else if minorVersion == 1 {
                buffer.writeStaticString("transfer-encoding: chunked\r\n")
                framing = .chunked
            } else {
                framing = .untilClose
                staysOpen = false
            }
        }
        if !staysOpen {
            buffer.writeStaticString("connection: close\r\n")
        } else if minorVersion == 0 {
            buffer.writeStaticString("connection: keep-alive\r\n")
        }
        buffer.writeStaticString("\r\n")
        return framing
    }
}
