internal import NIOCore

/// Reads answers of HTTP/1.1, one after the other, from bytes as they come.
struct AnswerReader {
    /// An answer that no server should send.
    struct Malformed: Error {}

    private enum State { case head, sized(Int), chunkHead, chunk(Int), trailer, untilClose }

    private var state = State.head
    private var pending: [UInt8] = []
    private var answer = WebAnswer()
    /// Whether somebody wants the bodies.
    var keepsBody = true
    /// Bodies up to this size are kept, of those that are asked for.
    var keptBytes = 64 << 10
    private static let headBytes = 64 << 10

    /// Takes bytes; gives the answer that they complete, if they do.
    mutating func take(_ buffer: inout ByteBuffer) throws(Malformed) -> WebAnswer? {
        while buffer.readableBytes > 0 {
            switch state {
            case .head:
                guard let line = try line(&buffer) else { return nil }
                if line.isEmpty {
                    guard answer.status != 0 else { throw Malformed() }
                    if let done = endHead() { return done }
                } else {
                    try headLine(line)
                }
            case .sized(let count):
                let count = count - keep(&buffer, count)
                state = .sized(count)
                if count == 0 { return finish() }
            case .chunkHead:
                guard let line = try line(&buffer) else { return nil }
                guard let text = line.split(separator: UInt8(ascii: ";")).first,
                    let size = Int(String(decoding: text, as: UTF8.self), radix: 16), size >= 0
                else { throw Malformed() }
                state = size == 0 ? .trailer : .chunk(size + 2)
            case .chunk(let count):
                // The two bytes behind a piece are a line break, not body.
                let body = max(0, count - 2)
                let taken = body > 0 ? keep(&buffer, body) : skip(&buffer, count)
                state = count == taken ? .chunkHead : .chunk(count - taken)
            case .trailer:
                guard let line = try line(&buffer) else { return nil }
                if line.isEmpty { return finish() }
            case .untilClose: _ = keep(&buffer, buffer.readableBytes)
            }
        }
        return nil
    }

    /// The answer that ends with the connection, if one does.
    mutating func close() -> WebAnswer? {
        if case .untilClose = state { return finish() }
        return nil
    }

    private var length: Int?
    private var isChunked = false

    private mutating func endHead() -> WebAnswer? {
        if answer.status == 204 || answer.status == 304 || answer.status < 200 {
            if answer.status < 200 {
                answer = WebAnswer()
                return nil
            }
            return finish()
        }
        if isChunked {
            state = .chunkHead
        } else if let length {
            state = .sized(length)
            if length == 0 { return finish() }
        } else {
            answer.closes = true
            state = .untilClose
        }
        return nil
    }

    private mutating func headLine(_ line: [UInt8]) throws(Malformed) {
        if answer.status == 0 {
            guard line.starts(with: Array("HTTP/1.".utf8)), line.count >= 12,
                let status = Int(String(decoding: line[9..<12], as: UTF8.self))
            else { throw Malformed() }
            answer.status = status
            return
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw Malformed() }
        switch colon {
        // Only names of these lengths matter.
        case 8, 10, 11, 14, 17: break
        default: return
        }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        let value = String(
            decoding: line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
        switch name {
        case "content-length":
            guard let number = Int(value), number >= 0 else { throw Malformed() }
            length = number
        case "transfer-encoding": isChunked = value.lowercased().hasSuffix("chunked")
        case "connection": answer.closes = value.lowercased() == "close"
        case "location": answer.location = value
        case "retry-after": answer.retryAfter = Double(value)
        case "set-cookie":
            answer.cookie = answer.cookie ?? String(value.prefix { $0 != ";" })
        default: break
        }
    }

    private mutating func finish() -> WebAnswer {
        let done = answer
        answer = WebAnswer()
        (state, length, isChunked) = (.head, nil, false)
        return done
    }

    /// A line without its end, once it is whole.
    private mutating func line(_ buffer: inout ByteBuffer) throws(Malformed) -> [UInt8]? {
        // Byte by byte through a view each step would count references.
        let end = unsafe buffer.withUnsafeReadableBytes { bytes in
            unsafe bytes.firstIndex(of: 0x0A)
        }
        let count = end ?? buffer.readableBytes
        unsafe buffer.withUnsafeReadableBytes { bytes in
            unsafe pending.append(contentsOf: bytes.prefix(count))
        }
        guard let end else {
            buffer.moveReaderIndex(to: buffer.writerIndex)
            guard pending.count <= Self.headBytes else { throw Malformed() }
            return nil
        }
        buffer.moveReaderIndex(forwardBy: end + 1)
        if pending.last == 0x0D { pending.removeLast() }
        defer { pending.removeAll(keepingCapacity: true) }
        return pending
    }

    private mutating func keep(_ buffer: inout ByteBuffer, _ count: Int) -> Int {
        let taken = min(count, buffer.readableBytes)
        if keepsBody {
            let room = min(taken, max(0, keptBytes - answer.body.count))
            unsafe buffer.withUnsafeReadableBytes { bytes in
                unsafe answer.body.append(contentsOf: bytes.prefix(room))
            }
        }
        buffer.moveReaderIndex(forwardBy: taken)
        return taken
    }

    private func skip(_ buffer: inout ByteBuffer, _ count: Int) -> Int {
        let taken = min(count, buffer.readableBytes)
        buffer.moveReaderIndex(forwardBy: taken)
        return taken
    }
}
