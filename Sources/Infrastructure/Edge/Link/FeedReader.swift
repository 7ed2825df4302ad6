internal import NIOCore

/// Reads server-sent events out of bytes as they come (WHATWG HTML §9.2.6, as far as centers use
/// it).
struct FeedReader {
    /// One event.
    struct Message: Equatable {
        var kind = ""
        var id = ""
        var data: [UInt8] = []
    }

    /// Bytes of one event at most.
    static let maximumBytes = 16 << 20
    private var line: [UInt8] = []
    private var message = Message()

    /// Takes bytes; false where an event is larger than it may be.
    mutating func read(_ bytes: ByteBuffer, _ each: (Message) -> Void) -> Bool {
        for byte in bytes.readableBytesView {
            guard byte == 0x0A else {
                line.append(byte)
                continue
            }
            endLine(each)
            guard message.data.count <= Self.maximumBytes else { return false }
        }
        return line.count <= Self.maximumBytes
    }

    private mutating func endLine(_ each: (Message) -> Void) {
        defer { line.removeAll(keepingCapacity: true) }
        guard !line.isEmpty else {
            if !message.data.isEmpty { each(message) }
            message = Message(id: message.id)
            return
        }
        guard let colon = line.firstIndex(of: 0x3A), colon > 0 else { return }
        var value = line[(colon + 1)...]
        if value.first == 0x20 { value = value.dropFirst() }
        let name = line[..<colon]
        if name.matches("event") {
            message.kind = String(decoding: value, as: UTF8.self)
        } else if name.matches("id") {
            message.id = String(decoding: value, as: UTF8.self)
        } else if name.matches("data") {
            message.data.append(contentsOf: value)
        }
    }
}
