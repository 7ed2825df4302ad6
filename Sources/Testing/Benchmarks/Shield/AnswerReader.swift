/// Reads answers of HTTP/1.1 off a connection, of which each needs no more than its status, its
/// end and what its head says.
struct AnswerReader {
    private var head: [UInt8] = []
    private var bodyLeft = 0
    private var isInBody = false
    private var isChunked = false
    private var tail: [UInt8] = []
    /// The status of the answer under way.
    private var status = 0
    /// The head of the last answer.
    private(set) var lastHead: [UInt8] = []
    /// Its body, where it came with its length.
    private(set) var lastBody: [UInt8] = []
    private let keepsBodies: Bool

    /// - Parameter keepsBodies: whether `lastBody` is wanted.
    init(keepsBodies: Bool = false) { self.keepsBodies = keepsBodies }

    private static let end = Array("\r\n\r\n".utf8)
    /// As edges and centers write them.
    private static let contentLength = Array("\ncontent-length:".utf8)
    private static let chunked = Array("\ntransfer-encoding: chunked".utf8)
    private static let lastChunk = Array("0\r\n\r\n".utf8)

    /// Takes bytes in; gives the statuses of answers that they end.
    mutating func take(_ bytes: ArraySlice<UInt8>, _ ended: (Int) -> Void) {
        var bytes = bytes
        while !bytes.isEmpty || isInBody && bodyLeft == 0 && !isChunked {
            if !isInBody {
                let from = max(0, head.count - 3)
                head += bytes
                guard let end = ByteSearch.first(Self.end, in: head[...], from: from) else {
                    return
                }
                let rest = head.count - end - Self.end.count
                head.removeLast(rest)
                bytes = bytes.suffix(rest)
                begin()
                lastHead = head
                head.removeAll(keepingCapacity: true)
            }
            if isChunked {
                tail = Array((tail + bytes).suffix(Self.lastChunk.count))
                guard tail == Self.lastChunk else { return }
                bytes = []
            } else {
                if keepsBodies { lastBody += bytes.prefix(bodyLeft) }
                let taken = min(bodyLeft, bytes.count)
                bodyLeft -= taken
                bytes = bytes.dropFirst(taken)
                guard bodyLeft == 0 else { return }
            }
            isInBody = false
            ended(status)
        }
    }

    private mutating func begin() {
        status = head.count > 12 ? Self.number(head[9..<12]) : 0
        isInBody = true
        isChunked = false
        tail = []
        lastBody.removeAll(keepingCapacity: true)
        bodyLeft = Self.length(after: Self.contentLength, in: head)
        isChunked = ByteSearch.first(Self.chunked, in: head[...]) != nil
    }

    private static func length(after name: [UInt8], in head: [UInt8]) -> Int {
        guard let place = ByteSearch.first(name, in: head[...]) else { return 0 }
        return number(head[(place + name.count)...].prefix { $0 != 0x0D })
    }

    /// The value of a field of the last head.
    func values(_ name: String) -> [String] {
        lastHead.split(separator: 0x0A).compactMap { line in
            guard let colon = line.firstIndex(of: 0x3A),
                String(decoding: line[..<colon], as: UTF8.self).lowercased() == name
            else { return nil }
            let value = line[line.index(after: colon)...].filter { $0 != 0x0D }
            return String(decoding: value.drop { $0 == 0x20 }, as: UTF8.self)
        }
    }

    private static func number(_ digits: some Sequence<UInt8>) -> Int {
        digits.reduce(0) {
            (0x30...0x39).contains($1) && $0 < 1 << 40 ? $0 * 10 + Int($1 - 0x30) : $0
        }
    }
}
