package import Primitives

/// Plain HTTP over a socket: one request to a connection, with a time limit over all of it.
///
/// For servers on this machine or in a network that is trusted; it does not speak TLS.
package struct SocketHTTP: OutboundHTTP {
    // Answers beyond this are refused.
    private static let maximumBody = 1 << 20
    private let clock: any WallClock
    private let timeoutMilliseconds: Int

    /// A client whose requests end, answered or not, after `timeoutMilliseconds`.
    package init(clock: any WallClock, timeoutMilliseconds: Int = 5000) {
        precondition((1...600_000).contains(timeoutMilliseconds))
        self.clock = clock
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// Sends a request and waits for the whole answer.
    package func send(_ request: OutboundRequest) throws(OutboundError) -> OutboundReply {
        guard let address = OutboundAddress(request.url) else {
            throw OutboundError("not an address for plain HTTP", mayHaveArrived: false)
        }
        guard let head = Self.head(request, address) else {
            throw OutboundError("a header field holds a line break", mayHaveArrived: false)
        }
        let deadline = clock.monotonicNanoseconds() + UInt64(timeoutMilliseconds) * 1_000_000
        let socket = try ClientSocket(address, clock: clock, deadline: deadline)
        try socket.send(head + request.body)
        var parser = ReplyParser(maximumBody: Self.maximumBody, isHead: request.method == "HEAD")
        while true {
            let piece = try socket.receive()
            parser.append(piece[...])
            if let reply = try parser.reply(isEnd: piece.isEmpty) { return reply }
        }
    }

    private static func head(_ request: OutboundRequest, _ address: OutboundAddress) -> [UInt8]? {
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        var head = "\(request.method) \(address.target) HTTP/1.1\r\nHost: \(host):\(address.port)"
        head += "\r\nConnection: close\r\n"
        for (name, value) in request.headers {
            guard (name + value).utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
            head += "\(name): \(value)\r\n"
        }
        if !request.body.isEmpty || request.method == "POST" {
            head += "Content-Length: \(request.body.count)\r\n"
        }
        return Array((head + "\r\n").utf8)
    }
}
