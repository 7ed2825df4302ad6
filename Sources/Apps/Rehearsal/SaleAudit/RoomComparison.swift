internal import Crypto
internal import Foundation
internal import Primitives
internal import Service
internal import Store

/// What buyers were told by the waiting room, against the center's durable book of credits and the
/// journal; and the draw, reckoned again by what anybody may know of it.
struct RoomComparison {
    let ledger: LedgerReader
    let room: SalePlan.Room
    let books: Books
    /// The folder of the run.
    let directory: String
    /// Microseconds after the run began at which the room opens.
    let opensAt: UInt64

    /// What the center made durable before it told anybody.
    private struct Credits {
        var released: UInt64
        var granted: UInt64
        var nextSerial: UInt64
        var uses: [Use]
    }

    /// A pass that an order used up.
    private struct Use {
        var code: String
        var serial: UInt64
        var key: String
    }

    /// Seconds' worth of credits that may be released beyond those of the time that passed.
    private static let slackSeconds = 2.0

    func run(_ findings: inout Findings) throws(RehearsalError) -> SaleReport.Room {
        var report = SaleReport.Room()
        report.buyers = room.buyers
        let credits = try credits()
        compareAdmissions(credits, &findings)
        compareOrders(&findings)
        compareUses(credits?.uses ?? [], &findings)
        report.admitted = Set(ledger.admissions.map(\.serial)).count
        report.granted = Int(clamping: credits?.granted ?? 0)
        report.checkedOut = credits?.uses.count ?? 0
        report.drawn = checkDraw(&findings)
        return report
    }

    private func credits() throws(RehearsalError) -> Credits? {
        let number = SQLValue.integer(Int64(clamping: room.number))
        return try AuditedBook.read(directory + "/center/waiting-rooms.sqlite") {
            connection throws(StoreError) in
            var uses: [Use] = []
            try connection.query("SELECT code, serial, key FROM uses WHERE room = $1", [number]) {
                row throws(StoreError) in
                uses.append(
                    Use(
                        code: try row.text(0), serial: UInt64(clamping: try row.integer(1)),
                        key: try row.text(2)))
            }
            return try connection.first(
                "SELECT released, granted, serial FROM rooms WHERE id = $1", [number]
            ) { row throws(StoreError) in
                Credits(
                    released: UInt64(clamping: try row.integer(0)),
                    granted: UInt64(clamping: try row.integer(1)),
                    nextSerial: UInt64(clamping: try row.integer(2)), uses: uses)
            }
        }
    }

    // MARK: Credits

    private func compareAdmissions(_ credits: Credits?, _ findings: inout Findings) {
        guard let credits else {
            return findings.add(.room, "room \(room.number)", "the center has no book of it")
        }
        var holders: [UInt64: UInt64] = [:]
        for admission in ledger.admissions {
            let subject = "credit \(admission.serial)"
            findings.check(
                admission.serial >= 1 && admission.serial < credits.nextSerial, .room, subject,
                "let buyer \(admission.buyer) in, but was never granted")
            findings.check(
                admission.at >= opensAt, .room, subject,
                "let buyer \(admission.buyer) in before the opening")
            let holder = holders.updateValue(admission.buyer, forKey: admission.serial)
            findings.check(
                holder == nil || holder == admission.buyer, .room, subject,
                "let in buyers \(holder ?? 0) and \(admission.buyer)")
        }
        findings.check(
            UInt64(holders.count) <= credits.granted, .room, "room \(room.number)",
            "\(holders.count) were let in, and \(credits.granted) credits granted")
        findings.check(
            credits.granted <= credits.released, .room, "room \(room.number)",
            "\(credits.granted) credits were granted, and \(credits.released) released")
        let last = ledger.admissions.map(\.at).max() ?? opensAt
        let seconds = Double(last > opensAt ? last - opensAt : 0) / 1e6 + Self.slackSeconds
        findings.check(
            Double(holders.count) <= seconds * Double(room.perSecond), .room,
            "room \(room.number)",
            "\(holders.count) came in within \(seconds) s at \(room.perSecond) a second")
    }

    /// Nobody has the room's goods who was not let in.
    private func compareOrders(_ findings: inout Findings) {
        let admitted = Set(ledger.admissions.map(\.buyer))
        for order in books.orders.values where !admitted.contains(order.buyer) {
            let isOfRoom = order.lines.contains { books.pools[$0.pool]?.sale == room.sale }
            findings.check(
                !isOfRoom, .room, "order \(order.id)", at: order.position,
                "buyer \(order.buyer) was not let in")
        }
    }

    /// Every order of the room used up one pass, that of its buyer, and no pass served two.
    private func compareUses(_ uses: [Use], _ findings: inout Findings) {
        var byKey: [String: Use] = [:]
        var serials: [UInt64: String] = [:]
        for use in uses {
            findings.check(
                byKey.updateValue(use, forKey: use.key) == nil, .room,
                "request with key \(use.key)",
                "used up more than one pass")
            let other = serials.updateValue(use.key, forKey: use.serial)
            findings.check(
                other == nil, .room, "credit \(use.serial)",
                "its pass was used by the keys \(other ?? "") and \(use.key)")
        }
        var passes: [UInt64: [String: UInt64]] = [:]
        for admission in ledger.admissions {
            passes[admission.buyer, default: [:]][admission.code] = admission.serial
        }
        var asked: Set<String> = []
        for request in ledger.requests where request.kind == UInt8(ascii: "d") {
            guard asked.insert(request.key).inserted else { continue }
            let id = books.keys[SaleComparison.digest(buyer: request.buyer, key: request.key)]
            let use = byKey[request.key]
            let subject = "order \(id ?? 0) with key \(request.key)"
            findings.check(
                use != nil || id == nil, .room, subject,
                at: id.flatMap { books.orders[$0]?.position },
                "used up no pass")
            guard let use else { continue }
            findings.check(
                passes[request.buyer]?[use.code] == use.serial, .room, subject,
                "used the pass of credit \(use.serial), which buyer \(request.buyer) did not get")
        }
        for use in uses where !asked.contains(use.key) {
            findings.add(
                .room, "credit \(use.serial)", "its pass was used by \(use.key), which nobody sent")
        }
    }

    // MARK: The draw

    /// Reckons every lot again; gives how many buyers drew one.
    private func checkDraw(_ findings: inout Findings) -> Int {
        let path = directory + "/" + ShopSetUp.roomName
        let document = FileManager.default.contents(atPath: path)
            .flatMap { try? JSONParser.parse([UInt8]($0)) }
        guard let seed = document?["seed"]?.string else {
            findings.add(
                .draw, "room \(room.number)",
                "\(path) is missing or has no seed: no lot can be reckoned again")
            return 0
        }
        findings.check(
            Self.digits(seed) == room.commitment, .draw, "room \(room.number)",
            "its seed is not the one that was committed to")
        var codes: [UInt64: String] = [:]
        var buyers: [String: UInt64] = [:]
        var drawn: Set<UInt64> = []
        for lot in ledger.lots {
            let subject = "buyer \(lot.buyer)"
            findings.check(
                lot.commitment == room.commitment, .draw, subject,
                "was told of another commitment: \(lot.commitment)")
            let code = codes.updateValue(lot.code, forKey: lot.buyer) ?? lot.code
            let buyer = buyers.updateValue(lot.buyer, forKey: lot.code) ?? lot.buyer
            findings.check(
                code == lot.code && buyer == lot.buyer, .draw, subject,
                "has another lot than before, or another's: \(lot.code)")
            guard !lot.number.isEmpty else { continue }
            drawn.insert(lot.buyer)
            findings.check(
                lot.at >= opensAt, .draw, subject, "was told of a number before the draw")
            let reckoned = String(Self.digits("\(seed):\(lot.code)").prefix(16))
            findings.check(
                reckoned == lot.number, .draw, subject,
                "drew \(reckoned), and was told \(lot.number)")
        }
        for admission in ledger.admissions {
            findings.check(
                codes[admission.buyer].map { $0 == admission.code } ?? true, .draw,
                "buyer \(admission.buyer)", "came in by the lot \(admission.code)")
        }
        return drawn.count
    }

    /// SHA-256 of a text, as `sha256sum` prints it.
    private static func digits(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
