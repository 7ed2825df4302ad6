internal import NIOCore
internal import Service

extension FrontConnection: Responder {
    var canTakeMore: Bool { context?.channel.isWritable ?? false }

    func send(interim status: Int, _ fields: Fields) {
        guard answer.minorVersion == 1, !answer.hasBegun else { return }
        var buffer = ByteBuffer(bytes: StatusLine.bytes(status))
        buffer.writeBytes(fields.bytes)
        buffer.writeStaticString("\r\n")
        write(buffer)
        flush()
    }

    func send(_ head: ResponseHead) {
        var head = head
        for cookie in answer.cookies { head.fields.append(.setCookie, cookie) }
        var buffer = ByteBufferAllocator().buffer(capacity: head.fields.bytes.count + 256)
        answer.hasBegun = true
        if isQuiescing { answer.isKeptAlive = false }
        answer.framing = HeadWriter.write(
            head, name: core.options.cache.name, toHead: answer.isHead,
            minorVersion: answer.minorVersion, isKeptAlive: answer.isKeptAlive, to: &buffer)
        write(buffer)
        if head.length == nil { flush() }
    }

    func send(_ bytes: ByteBuffer) {
        guard bytes.readableBytes > 0, answer.framing != .none else { return }
        since = .now()
        if answer.framing == .chunked {
            write(ByteBuffer(string: String(bytes.readableBytes, radix: 16) + "\r\n"))
            write(bytes)
            write(ByteBuffer(string: "\r\n"))
        } else {
            write(bytes)
        }
        flush()
    }

    func finish() {
        if answer.framing == .chunked { write(ByteBuffer(string: "0\r\n\r\n")) }
        flush()
        ended()
    }

    func add(cookies: [String]) { answer.cookies += cookies }

    func abort() {
        dropExchange()
        closeNow()
    }

    func resumeBody() {
        if reader != nil { takeNext() }
    }

    func makeTunnel(_ fetch: Fetch) -> (any TunnelEnd)? { TunnelLink(self, fetch) }

    func send(tunneled bytes: ByteBuffer) {
        write(bytes)
        flush()
    }

    /// Tells what is wrong, and ends: where the next request would begin is not sure.
    func refuse(_ error: WireError) {
        core.figures.refused.add()
        guard !answer.hasBegun else { return closeNow() }
        answer.isKeptAlive = false
        let (head, body) = FailureAnswer.make(
            error.status, code: "malformed_request", text: "This is refused: \(error.text).",
            retryAfter: nil, for: nil)
        send(head, whole: body)
    }
}
