/// Reads the framing of a chunked body, byte by byte, strictly (RFC 9112 §7.1).
///
/// It keeps no data: it says for each piece which bytes are the body's.
package struct ChunkReader: Sendable {
    private enum State: Sendable {
        case size(digits: Int)
        case extensionText(Int)
        case sizeEnd
        case data
        case dataEnd
        case dataLineEnd
        case trailerStart
        case trailer
        case trailerEnd
        case lastEnd
        case done
    }

    /// Digits of a size at most: 4 GiB in one chunk is beyond any use.
    private static let maximumDigits = 8
    private static let maximumExtension = 256
    private static let maximumTrailer = 8192

    private var state = State.size(digits: 0)
    private var left: Int64 = 0
    private var trailerBytes = 0

    /// Waits for the first chunk.
    package init() {}

    /// Whether the body is over. What follows belongs to the next request.
    package var isDone: Bool { if case .done = state { true } else { false } }

    /// Takes bytes in. Returns how many were used, and gives `body` each run of data.
    package mutating func read(
        _ bytes: ArraySlice<UInt8>, body: (ArraySlice<UInt8>) -> Void
    ) throws(FramingFault) -> Int {
        var index = bytes.startIndex
        while index < bytes.endIndex, !isDone {
            if case .data = state {
                let end = index + Int(min(left, Int64(bytes.endIndex - index)))
                body(bytes[index..<end])
                left -= Int64(end - index)
                index = end
                if left == 0 { state = .dataEnd }
                continue
            }
            try take(bytes[index])
            index += 1
        }
        return index - bytes.startIndex
    }

    private mutating func take(_ byte: UInt8) throws(FramingFault) {
        switch state {
        case .size(let digits): try takeSize(byte, digits)
        case .extensionText(let count):
            if byte == 0x0D {
                state = .sizeEnd
            } else {
                guard count < Self.maximumExtension, FramingBytes.isValue(byte) else {
                    throw .badTrailer
                }
                state = .extensionText(count + 1)
            }
        case .sizeEnd:
            guard byte == 0x0A else { throw .badLineEnd }
            state = left == 0 ? .trailerStart : .data
        case .data: break
        case .dataEnd:
            guard byte == 0x0D else { throw .badChunkEnd }
            state = .dataLineEnd
        case .dataLineEnd:
            guard byte == 0x0A else { throw .badChunkEnd }
            state = .size(digits: 0)
        case .trailerStart:
            guard byte == 0x0D || FramingBytes.isToken(byte) else { throw .badTrailer }
            state = byte == 0x0D ? .lastEnd : .trailer
        case .trailer:
            trailerBytes += 1
            guard trailerBytes <= Self.maximumTrailer, byte == 0x0D || FramingBytes.isValue(byte)
            else { throw .badTrailer }
            if byte == 0x0D { state = .trailerEnd }
        case .trailerEnd:
            guard byte == 0x0A else { throw .badLineEnd }
            state = .trailerStart
        case .lastEnd:
            guard byte == 0x0A else { throw .badLineEnd }
            state = .done
        case .done: break
        }
    }

    private mutating func takeSize(_ byte: UInt8, _ digits: Int) throws(FramingFault) {
        if let value = Self.digit(byte) {
            guard digits < Self.maximumDigits else { throw .badChunkSize }
            left = (digits == 0 ? 0 : left) << 4 | Int64(value)
            state = .size(digits: digits + 1)
            return
        }
        guard digits > 0 else { throw .badChunkSize }
        switch byte {
        case 0x0D: state = .sizeEnd
        case UInt8(ascii: ";"): state = .extensionText(0)
        default: throw .badChunkSize
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
