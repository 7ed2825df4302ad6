internal import NIOCore

/// Takes a body out of the bytes of a connection, chunk by chunk (RFC 9112 §6, §7).
struct BodyReader {
    enum Piece {
        /// Bytes of the body.
        case bytes(ByteBuffer)
        /// More must come first.
        case more
        /// The body is whole.
        case end
    }

    private enum State {
        case length(Int64)
        case size
        case data(Int64)
        case dataEnd
        case trailers(Int)
        case untilClose
        case done
    }

    private var state: State
    private var left: Int64
    /// Bytes of a chunk's first line, and of all trailers.
    private static let lineLimit = 256
    private static let trailerLimit = 8 << 10

    /// - Parameter limit: bytes of the whole body.
    init(_ framing: BodyFraming, limit: Int64) {
        left = limit
        switch framing {
        case .none: state = .done
        case .length(let length): state = .length(length)
        case .chunked: state = .size
        case .untilClose: state = .untilClose
        }
    }

    var isUntilClose: Bool { if case .untilClose = state { true } else { false } }

    /// The next piece of the bytes at hand.
    mutating func next(_ buffer: inout ByteBuffer) throws(WireError) -> Piece {
        while true {
            switch state {
            case .done: return .end
            case .untilClose:
                guard buffer.readableBytes > 0 else { return .more }
                return .bytes(try take(&buffer, Int64(buffer.readableBytes)))
            case .length(let count):
                guard buffer.readableBytes > 0 else { return .more }
                let piece = try take(&buffer, count)
                let rest = count - Int64(piece.readableBytes)
                state = rest == 0 ? .done : .length(rest)
                return .bytes(piece)
            case .size:
                guard let line = try line(&buffer, limit: Self.lineLimit) else { return .more }
                let size = try Self.size(line)
                state = size == 0 ? .trailers(0) : .data(size)
            case .data(let count):
                guard buffer.readableBytes > 0 else { return .more }
                let piece = try take(&buffer, count)
                let rest = count - Int64(piece.readableBytes)
                state = rest == 0 ? .dataEnd : .data(rest)
                return .bytes(piece)
            case .dataEnd:
                guard buffer.readableBytes >= 2 else { return .more }
                guard buffer.readBytes(length: 2) == [0x0D, 0x0A] else {
                    throw .malformed(.chunk)
                }
                state = .size
            case .trailers(let count):
                guard let line = try line(&buffer, limit: Self.trailerLimit - count) else {
                    return .more
                }
                // Trailers are read and thrown away (RFC 9110 §6.5.1).
                state = line.isEmpty ? .done : .trailers(count + line.count + 2)
                guard line.first?.isTokenByte ?? true else { throw .malformed(.fieldLine) }
            }
        }
    }

    private mutating func take(
        _ buffer: inout ByteBuffer, _ count: Int64
    ) throws(WireError) -> ByteBuffer {
        let length = Int(min(count, Int64(buffer.readableBytes)))
        left -= Int64(length)
        guard left >= 0 else { throw .bodyTooLarge }
        return buffer.readSlice(length: length) ?? ByteBuffer()
    }

    /// A line without its end; nil while it is not whole.
    private func line(
        _ buffer: inout ByteBuffer, limit: Int
    ) throws(WireError) -> [UInt8]? {
        let view = buffer.readableBytesView
        guard let end = view.firstIndex(of: 0x0A) else {
            guard view.count <= limit else { throw .malformed(.chunk) }
            return nil
        }
        let count = end - view.startIndex
        guard count >= 1, count <= limit, view[end - 1] == 0x0D else { throw .malformed(.lineEnd) }
        let line = Array(view[view.startIndex..<end - 1])
        guard !line.contains(0x0D) else { throw .malformed(.lineEnd) }
        buffer.moveReaderIndex(forwardBy: count + 1)
        return line
    }

    /// The size before extensions, in hexadecimal digits alone.
    private static func size(_ line: [UInt8]) throws(WireError) -> Int64 {
        var size: Int64 = 0
        var digits = 0
        for byte in line {
            let value: Int64
            switch byte {
            case 0x30...0x39: value = Int64(byte - 0x30)
            case 0x41...0x46: value = Int64(byte - 0x37)
            case 0x61...0x66: value = Int64(byte - 0x57)
            case 0x3B where digits > 0: return size
            default: throw .malformed(.chunk)
            }
            digits += 1
            guard digits <= 12 else { throw .malformed(.chunk) }
            size = size << 4 | value
        }
        guard digits > 0 else { throw .malformed(.chunk) }
        return size
    }
}
