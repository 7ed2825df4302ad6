internal import Foundation
internal import Service

/// What the shop's journal says of real orders, stock and terms between two readings, as the stream
/// of events tells it. What a rehearsal does is no event.
struct RealEvents {
    /// One event.
    struct Event {
        /// The batch of the journal.
        var position: UInt64
        var type: String
        /// The order that it is about; 0 for none.
        var order: UInt64
        var document: JSON

        init?(_ document: JSON) {
            guard let id = document["id"]?.string, let type = document["type"]?.string,
                let batch = id.split(separator: ".").first.flatMap({ UInt64($0) })
            else { return nil }
            position = batch
            self.type = type
            order = UInt64(clamping: document["order"]?.integer ?? 0)
            self.document = document
        }
    }

    /// In the order of the journal.
    private(set) var all: [Event] = []
    private static let fileName = "/events.txt"

    /// Whether nothing real happened.
    var isEmpty: Bool { all.isEmpty }

    /// Reads all events behind a batch of the journal.
    init(_ shop: Deployment, after position: UInt64) throws(RehearsalError) {
        let path = "/v1/events?follow=false&after=\(position).999999999"
        let text = String(decoding: try shop.bytes("GET", path), as: UTF8.self)
        for line in text.split(separator: "\n") where line.hasPrefix("data: ") {
            try add(line.dropFirst(6))
        }
    }

    /// Reads what `write` wrote.
    init(folder: String) throws(RehearsalError) {
        guard let data = FileManager.default.contents(atPath: folder + Self.fileName) else {
            throw RehearsalError(.file, "there is no \(folder)\(Self.fileName)")
        }
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") { try add(line) }
    }

    private mutating func add(_ line: Substring) throws(RehearsalError) {
        guard let document = try? JSONParser.parse(Array(line.utf8)), let event = Event(document)
        else { throw RehearsalError(.process, "the stream of events has what is no event") }
        all.append(event)
    }

    /// Writes them into a folder, one a line.
    func write(to folder: String) throws(RehearsalError) {
        let text = all.map { $0.document.text + "\n" }.joined()
        guard
            FileManager.default.createFile(
                atPath: folder + Self.fileName, contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600])
        else { throw RehearsalError(.file, "\(folder)\(Self.fileName) cannot be written") }
    }

    /// The orders that something happened to.
    var orders: Set<UInt64> { Set(all.map(\.order).filter { $0 > 0 }) }
}
