internal import NIOCore

/// One connection of the line to the center: a request, and a stream of events as its answer.
final class LinkStream: OriginConnectionUser {
    private let connection: OriginConnection
    private let link: CenterLink
    private var reader = FeedReader()
    private var isOver = false

    init(_ connection: OriginConnection, _ link: CenterLink) {
        self.connection = connection
        self.link = link
    }

    func ask(token: String, host: String, after id: String) {
        connection.begin(.get, for: self)
        var head = "GET /v1/edge/feed HTTP/1.1\r\nhost: \(host)\r\n"
        head += "authorization: Bearer \(token)\r\n"
        if !id.isEmpty { head += "last-event-id: \(id)\r\n" }
        connection.write(ByteBuffer(string: head + "\r\n"))
        connection.flush()
    }

    func close(because trouble: String? = nil) {
        guard !isOver else { return }
        isOver = true
        connection.close()
        link.ended(self, because: trouble)
    }

    func received(interim status: Int, _ fields: Fields) {}

    func received(_ response: WireResponse) {
        guard response.status != 200 else { return link.heard() }
        close(
            because: response.status == 401
                ? "the center does not know this edge: centerToken is not its edges' token" : nil)
    }

    func received(_ bytes: ByteBuffer) {
        guard !isOver else { return }
        let isSound = reader.read(bytes) { link.take($0) }
        link.heard()
        if !isSound { close(because: "the center sent a message that is too large") }
    }

    func receivedEnd() { close() }
    func switched(_ response: WireResponse) { close() }
    func broke(_ error: FetchError) { close() }
    func writabilityChanged() {}
    var wantsMore: Bool { !isOver }
}
