internal import Foundation
internal import Primitives

/// Reads the ledger of a load generator, as `SaleLedger` describes its lines.
struct LedgerReader {
    /// The ledger's file in a run's folder.
    static let fileName = "ledger.tsv"
    /// The file of what the rehearsal did to the platform.
    static let eventsName = "events.tsv"

    /// A second of an attacker.
    struct Flood {
        var at: UInt64
        var sent: Int
        var through: Int
    }

    /// What a ticket said of the draw.
    struct Lot {
        var at: UInt64
        var buyer: UInt64
        var code: String
        /// Empty before the draw.
        var number: String
        var commitment: String
    }

    /// A buyer whom the waiting room let in.
    struct Admission {
        var at: UInt64
        var buyer: UInt64
        var code: String
        var serial: UInt64
    }

    private(set) var lots: [Lot] = []
    private(set) var admissions: [Admission] = []
    private(set) var requests: [LedgerRequest] = []
    /// Errands that came to no final answer, in the order of time.
    private(set) var errors: [Failure] = []
    /// The last moment that anything was written down.
    private(set) var lastAt: UInt64 = 0
    private var givenUp: [Failure] = []
    private(set) var floods: [Flood] = []
    /// Microseconds that the generator was behind at most, second by second.
    private(set) var behind: [(at: UInt64, microseconds: UInt64)] = []
    /// Visitors who were due, and those whom the generator began too late.
    private(set) var due = 0
    /// See `due`.
    private(set) var late = 0
    /// What was done to the platform.
    private(set) var events: [(at: UInt64, name: String)] = []
    /// Whether the run came to its end: without that its books say nothing final.
    private(set) var isEnded = false

    /// Reads the files in `directory`; what does not fit together is a finding.
    init(directory: String, _ findings: inout Findings) throws(RehearsalError) {
        let path = directory + "/" + Self.fileName
        guard let data = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped) else {
            throw RehearsalError(.file, "there is no ledger at \(path)")
        }
        let bytes = [UInt8](data)
        var start = 0
        var number = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            number += 1
            var fields = LedgerFields(bytes, start..<end)
            guard end < bytes.count, read(&fields, &findings) else {
                findings.add(.ledger, "line \(number)", "is no line of a ledger")
                start = end + 1
                continue
            }
            start = end + 1
        }
        errors = failures(givenUp)
        readEvents(directory + "/" + Self.eventsName, &findings)
    }

    private mutating func readEvents(_ path: String, _ findings: inout Findings) {
        let bytes = FileManager.default.contents(atPath: path) ?? Data()
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: "\t")
            guard parts.count == 2, let at = UInt64(parts[0]) else {
                findings.add(
                    .ledger, Self.eventsName, "\(line.prefix(80).debugDescription) is no event")
                continue
            }
            if parts[1] == SaleEvents.end {
                isEnded = true
            } else {
                events.append((at, String(parts[1])))
            }
        }
    }

    private mutating func read(_ fields: inout LedgerFields, _ findings: inout Findings) -> Bool {
        switch fields.letter() {
        case UInt8(ascii: "s"):
            guard let number = fields.number(), let at = fields.number(),
                let due = fields.number(), let kind = fields.letter(),
                let attempt = fields.number(), let buyer = fields.number(),
                let key = fields.text(), let content = fields.text(),
                number == UInt64(requests.count) + 1
            else { return false }
            lastAt = max(lastAt, at)
            requests.append(
                LedgerRequest(
                    kind: kind, attempt: Int(clamping: attempt), buyer: buyer, sentAt: at, due: due,
                    key: key, content: content))
        case UInt8(ascii: "a"):
            guard let number = fields.number(), let at = fields.number(),
                let status = fields.number(), let code = fields.text(),
                let order = fields.number(), let amount = fields.text().flatMap({ Int64($0) }),
                let replay = fields.number(), let index = place(number)
            else { return false }
            lastAt = max(lastAt, at)
            findings.check(
                requests[index].answer == nil, .answers, "request \(number)", "answered twice")
            requests[index].answer = LedgerAnswer(
                at: at, status: Int(clamping: status), code: code, order: order, amount: amount,
                isReplay: replay == 1)
        case UInt8(ascii: "l"):
            guard let number = fields.number(), place(number) != nil else { return false }
        case UInt8(ascii: "u"):
            guard let at = fields.number(), let due = fields.number(), let kind = fields.letter(),
                let key = fields.text()
            else { return false }
            lastAt = max(lastAt, at)
            givenUp.append(
                Failure(at: at, due: due, kind: kind, key: key, content: fields.text() ?? ""))
        case UInt8(ascii: "t"):
            guard let at = fields.number(), let buyer = fields.number(),
                let code = fields.text(), let number = fields.text(),
                let commitment = fields.text()
            else { return false }
            lots.append(
                Lot(at: at, buyer: buyer, code: code, number: number, commitment: commitment))
        case UInt8(ascii: "p"):
            guard let at = fields.number(), let buyer = fields.number(),
                let code = fields.text(), let serial = fields.number()
            else { return false }
            admissions.append(Admission(at: at, buyer: buyer, code: code, serial: serial))
        case UInt8(ascii: "z"):
            guard let at = fields.number(), let sent = fields.number(),
                let through = fields.number()
            else { return false }
            floods.append(
                Flood(at: at, sent: Int(clamping: sent), through: Int(clamping: through)))
        case UInt8(ascii: "b"):
            guard let at = fields.number(), let most = fields.number(),
                let due = fields.number(), let late = fields.number()
            else { return false }
            lastAt = max(lastAt, at)
            behind.append((at, most))
            self.due += Int(clamping: due)
            self.late += Int(clamping: late)
        default: return false
        }
        return true
    }

    private func place(_ number: UInt64) -> Int? {
        let index = Int(clamping: number) - 1
        return requests.indices.contains(index) ? index : nil
    }
}
