internal import Primitives

/// The last messages to the edges, by number.
struct FeedLog {
    /// Messages that are kept.
    static let kept = 4096

    /// Which start of the center the numbers are of.
    let boot: String
    /// The number of the last message.
    private(set) var last: UInt64 = 0
    private var pieces: [[UInt8]] = []

    init(boot: String) { self.boot = boot }

    /// Takes a message in.
    mutating func add(_ kind: String, _ data: [UInt8]) {
        last += 1
        pieces.append(Self.piece(kind, id: "\(boot)-\(last)", data))
        if pieces.count > 2 * Self.kept { pieces.removeFirst(pieces.count - Self.kept) }
    }

    /// The number that an edge names as the last it heard; nil where it does not go on from here.
    func place(_ id: String) -> UInt64? {
        let parts = id.split(separator: "-")
        guard parts.count == 2, parts[0] == boot, let number = UInt64(parts[1]), number <= last,
            last - number <= UInt64(pieces.count)
        else { return nil }
        return number
    }

    /// The messages behind one; nil where some of them are gone.
    func messages(after number: UInt64) -> [UInt8]? {
        let count = Int(clamping: last - min(last, number))
        guard count <= pieces.count else { return nil }
        return Array(pieces.suffix(count).joined())
    }

    /// One message as it goes out.
    static func piece(_ kind: String, id: String, _ data: [UInt8]) -> [UInt8] {
        Array("event: \(kind)\nid: \(id)\ndata: ".utf8) + data + Array("\n\n".utf8)
    }
}
