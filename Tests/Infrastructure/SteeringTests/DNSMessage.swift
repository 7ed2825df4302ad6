import IPLibrary

/// An answer as a test reads it: a reader of its own, that follows pointers.
struct DNSMessage {
    struct Record {
        var name: String
        var type: UInt16
        var `class`: UInt16
        var seconds: UInt32
        var data: Range<Int>
        var text = ""
    }

    private let bytes: [UInt8]
    private(set) var id: UInt16 = 0
    private(set) var flags: UInt16 = 0
    private(set) var name = ""
    private(set) var answers: [Record] = []
    private(set) var authority: [Record] = []
    private(set) var additional: [Record] = []
    private(set) var edns: (size: UInt16, flags: UInt16, extendedCode: UInt8)?
    /// The data of the option with the client's network.
    private(set) var subnet: [UInt8]?

    var code: UInt16 { flags & 15 }

    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard bytes.count >= 12 else { return nil }
        id = word(0)
        flags = word(2)
        var place = 12
        if word(4) == 1 {
            guard let name = readName(&place), place + 4 <= bytes.count else { return nil }
            self.name = name
            place += 4
        }
        for (count, path) in [
            (word(6), \DNSMessage.answers), (word(8), \.authority), (word(10), \.additional),
        ] {
            for _ in 0..<count {
                guard let record = readRecord(&place) else { return nil }
                if record.type == 41 {
                    edns = (
                        record.class, UInt16(truncatingIfNeeded: record.seconds),
                        UInt8(record.seconds >> 24)
                    )
                    if record.data.count > 4 {
                        subnet = Array(bytes[record.data].dropFirst(4))
                    }
                } else {
                    self[keyPath: path].append(record)
                }
            }
        }
        guard place == bytes.count else { return nil }
    }

    private func word(_ place: Int) -> UInt16 {
        UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1])
    }

    private func readName(_ place: inout Int) -> String? {
        var labels: [String] = []
        var here = place
        var hasJumped = false
        for _ in 0..<200 {
            guard here < bytes.count else { return nil }
            let length = Int(bytes[here])
            if length >= 0xC0 {
                guard here + 1 < bytes.count else { return nil }
                if !hasJumped { place = here + 2 }
                hasJumped = true
                here = Int(word(here) & 0x3FFF)
            } else if length == 0 {
                if !hasJumped { place = here + 1 }
                return labels.joined(separator: ".")
            } else {
                guard here + 1 + length <= bytes.count else { return nil }
                labels.append(
                    String(decoding: bytes[(here + 1)..<(here + 1 + length)], as: UTF8.self))
                here += 1 + length
            }
        }
        return nil
    }

    private func readRecord(_ place: inout Int) -> Record? {
        guard let name = readName(&place), place + 10 <= bytes.count else { return nil }
        let length = Int(word(place + 8))
        let start = place + 10
        guard start + length <= bytes.count else { return nil }
        var record = Record(
            name: name, type: word(place), class: word(place + 2),
            seconds: UInt32(word(place + 4)) << 16 | UInt32(word(place + 6)),
            data: start..<(start + length))
        place = start + length
        record.text = "\(name) \(record.seconds) " + (text(record) ?? "?")
        return record
    }

    private func text(_ record: Record) -> String? {
        var place = record.data.lowerBound
        switch record.type {
        case 1: return IPAddress(bytes: bytes[record.data]).map { "A \($0)" }
        case 28: return IPAddress(bytes: bytes[record.data]).map { "AAAA \($0)" }
        case 2: return readName(&place).map { "NS \($0)" }
        case 16:
            var text = ""
            while place < record.data.upperBound {
                let end = place + 1 + Int(bytes[place])
                guard end <= record.data.upperBound else { return nil }
                text += String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
                place = end
            }
            return "TXT " + text
        case 6:
            guard let server = readName(&place), let mailbox = readName(&place),
                place + 20 == record.data.upperBound
            else { return nil }
            let numbers = (0..<5).map {
                "\(UInt32(word(place + 4 * $0)) << 16 | UInt32(word(place + 4 * $0 + 2)))"
            }
            return "SOA \(server) \(mailbox) " + numbers.joined(separator: " ")
        default: return nil
        }
    }
}
