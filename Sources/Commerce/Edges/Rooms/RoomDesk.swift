package import Boards
internal import OrderCore
package import Primitives
internal import Seals
package import Service
package import Store
internal import Synchronization
package import WaitingRoom

/// The center's half of every waiting room: seeds, credits, and who has been through the checkout.
package final class RoomDesk: Sendable {
    /// Rooms that are open at most.
    package static let maximumRooms = 64
    /// How often a room asks what the order core can bear, in milliseconds.
    private static let reportMilliseconds: Int64 = 250

    /// What waits before the order core, and how much may wait.
    package typealias Load = @Sendable () -> (waiting: Int, most: Int)

    private struct Entry {
        var row: RoomRow
        var room: CenterRoom
        var spent: SpentPasses
        /// The key with which a holder last went through.
        var keys: [Token128: String]
        var reportedAt = Int64.min / 2
    }

    private let store: Store
    private let board: StockBoard
    private let load: Load
    private let random: @Sendable (Int) -> [UInt8]
    private let clock: any WallClock
    private let entries: Mutex<[RoomID: Entry]>
    private let listener = Mutex<(@Sendable () -> Void)?>(nil)

    private static let migrations = [
        Migration(
            1, "waiting rooms",
            """
            CREATE TABLE rooms (
                id BIGINT PRIMARY KEY, merchant BIGINT NOT NULL, sale BIGINT NOT NULL,
                paths TEXT NOT NULL, checkouts TEXT NOT NULL, english TEXT NOT NULL,
                chinese TEXT NOT NULL, starts_at BIGINT NOT NULL, seed TEXT NOT NULL,
                salt BYTEA NOT NULL, per_second BIGINT NOT NULL, is_closed BIGINT NOT NULL,
                epoch BIGINT NOT NULL, released BIGINT NOT NULL, granted BIGINT NOT NULL,
                serial BIGINT NOT NULL
            );
            CREATE TABLE uses (
                number BIGINT PRIMARY KEY, room BIGINT NOT NULL, kind BIGINT NOT NULL,
                code TEXT NOT NULL, joined BIGINT NOT NULL, serial BIGINT NOT NULL,
                at BIGINT NOT NULL, key TEXT NOT NULL
            );
            CREATE INDEX uses_by_room ON uses (room, number);
            """)
    ]

    /// Opens every room that is not closed in a new epoch.
    package init(
        _ configuration: StoreConfiguration, board: StockBoard, clock: any WallClock,
        random: @escaping @Sendable (Int) -> [UInt8], load: @escaping Load
    ) throws(StoreError) {
        let store = try Store(configuration, migrations: Self.migrations)
        self.store = store
        self.board = board
        self.load = load
        self.random = random
        self.clock = clock
        let rows = try store.read { connection throws(StoreError) in
            try connection.all(
                "SELECT \(RoomRow.columns) FROM rooms WHERE is_closed = 0 ORDER BY id", []
            ) { row throws(StoreError) in try RoomRow(row) }
        }
        var entries: [RoomID: Entry] = [:]
        for row in rows {
            let uses = try store.read { connection throws(StoreError) in
                try connection.all(
                    "SELECT kind, code, joined, serial, at, key FROM uses WHERE room = $1"
                        + " ORDER BY number", [.integer(Int64(row.id.rawValue))]
                ) { row throws(StoreError) in
                    (
                        kind: try row.integer(0), code: try row.text(1),
                        joined: try row.integer(2), serial: try row.integer(3),
                        at: try row.integer(4), key: try row.text(5)
                    )
                }
            }
            guard var entry = try Self.open(row, store) else { continue }
            for use in uses {
                guard let kind = Holder.Kind(rawValue: UInt8(clamping: use.kind)),
                    let code = Token128(hexadecimal: use.code)
                else { continue }
                let pass = Pass(
                    room: row.id, holder: Holder(kind, code), joined: Timestamp(use.joined),
                    serial: UInt64(clamping: use.serial), expires: .never)
                _ = entry.spent.spend(pass, at: Timestamp(use.at))
                entry.keys[code] = use.key
            }
            entries[row.id] = entry
        }
        self.entries = Mutex(entries)
    }

    /// Opens the book of a room in an epoch of its own, which is durable before it grants anything.
    private static func open(_ row: RoomRow, _ store: Store) throws(StoreError) -> Entry? {
        guard let notice = row.notice, let seed = DrawSeed(text: row.seed),
            let room = CenterRoom(
                notice.settings, seed: seed, epoch: row.checkpoint.epoch + 1,
                after: row.checkpoint.epoch == 0 ? nil : row.checkpoint)
        else { return nil }
        var row = row
        row.checkpoint.epoch += 1
        try store.write { connection throws(StoreError) in
            try connection.execute(
                "UPDATE rooms SET epoch = $2 WHERE id = $1",
                [.integer(Int64(row.id.rawValue)), .integer(Int64(row.checkpoint.epoch))])
        }
        return Entry(row: row, room: room, spent: SpentPasses(), keys: [:])
    }

    /// Names who hears when rooms come and go.
    package func onChange(_ listener: @escaping @Sendable () -> Void) {
        self.listener.withLock { $0 = listener }
    }

    /// Lets go of the file.
    package func close() throws(StoreError) { try store.close() }

    private var moment: Moment {
        Moment(
            wall: clock.now(), ticks: Int64(clamping: clock.monotonicNanoseconds() / 1_000_000))
    }

    /// The rooms, for edges.
    package var notices: JSON {
        .array(
            entries.withLock { $0.values.map(\.row) }.sorted { $0.id < $1.id }
                .compactMap { $0.notice?.document })
    }

    // MARK: For staff

    /// Opens a room; gives its number and the commitment to its draw.
    package func open(
        merchant: MerchantID, sale: SaleID?, paths: [String], checkouts: [String],
        title: RoomTitle, startsAt: Timestamp, perSecond: Int
    ) throws -> RoomNotice {
        let isFull = entries.withLock { $0.count >= Self.maximumRooms }
        guard !isFull, let seed = DrawSeed(random(DrawSeed.byteCount)) else {
            throw Problem(
                409, "too_many_rooms", "Close another waiting room first: there are too many.")
        }
        let salt = random(16)
        let row = try store.write { connection throws(StoreError) in
            let last = try connection.first("SELECT MAX(id) FROM rooms", []) {
                row throws(StoreError) in try row.optionalInteger(0)
            }
            let row = RoomRow(
                id: RoomID(UInt32(clamping: ((last ?? nil) ?? 0) + 1)), merchant: merchant,
                sale: sale ?? SaleID(0), paths: paths, checkouts: checkouts, title: title,
                startsAt: startsAt, seed: seed.text, salt: salt, perSecond: perSecond)
            let places = (1...16).map { "$\($0)" }.joined(separator: ", ")
            try connection.execute(
                "INSERT INTO rooms (\(RoomRow.columns)) VALUES (\(places))", row.values)
            return row
        }
        guard let entry = try Self.open(row, store), let notice = row.notice else {
            throw Problem(500, "internal", "The room cannot be opened.")
        }
        entries.withLock { $0[row.id] = entry }
        listener.withLock { $0 }?()
        return notice
    }

    /// Takes a room away: nobody waits there any more.
    package func close(_ id: RoomID, merchant: MerchantID) throws {
        let isKnown = entries.withLock { entries in
            guard entries[id]?.row.merchant == merchant else { return false }
            entries[id] = nil
            return true
        }
        guard isKnown else { throw Problem.notFound("waiting room") }
        try store.write { connection throws(StoreError) in
            try connection.execute(
                "UPDATE rooms SET is_closed = 1 WHERE id = $1", [.integer(Int64(id.rawValue))])
        }
        listener.withLock { $0 }?()
    }

    /// The rooms of a merchant with their figures.
    package func list(of merchant: MerchantID) -> [JSON] {
        let now = moment
        return entries.withLock { entries in
            entries.values.filter { $0.row.merchant == merchant }
                .sorted { $0.row.id < $1.row.id }.map { Self.document($0, now) }
        }
    }

    /// One room of a merchant with its figures.
    package func document(_ id: RoomID, of merchant: MerchantID) throws(Problem) -> JSON {
        let now = moment
        let found: JSON? = entries.withLock { entries in
            guard let entry = entries[id], entry.row.merchant == merchant else { return nil }
            return Self.document(entry, now)
        }
        guard let found else { throw .notFound("waiting room") }
        return found
    }

    private static func document(_ entry: Entry, _ now: Moment) -> JSON {
        let lessor = entry.room.lessor
        let (state, seed): (String, String?) =
            switch entry.room.phase {
            case .gathering: ("gathering", nil)
            case .admitting(let seed): ("admitting", seed.text)
            case .dismissed(let reason): (reason.code, nil)
            }
        return [
            "id": JSON(entry.row.id.rawValue),
            "sale": entry.row.sale.rawValue == 0 ? .null : JSON(entry.row.sale.rawValue),
            "paths": .array(entry.row.paths.map { .string($0) }),
            "checkouts": .array(entry.row.checkouts.map { .string($0) }),
            "title": [
                "en": .string(entry.row.title.english), "zh": .string(entry.row.title.chinese),
            ],
            "starts_at": .string(entry.row.startsAt.rfc3339), "state": .string(state),
            "commitment": .string(entry.row.notice?.settings.commitment ?? ""),
            "seed": JSON(seed), "per_second": JSON(entry.row.perSecond),
            "waiting": JSON(entry.room.density(at: now).total),
            "released": JSON(lessor.released), "granted": JSON(lessor.granted),
            "admitted": JSON(lessor.used), "checked_out": JSON(entry.spent.count),
        ]
    }

    // MARK: For edges

    /// Takes an edge's report in and answers it; what the answer gives out is durable before.
    package func answer(_ report: EdgeReport, for id: RoomID) throws -> CenterGrant {
        let now = moment
        let (waiting, most) = load()
        let answer: CenterAnswer? = try entries.withLock { entries throws(StoreError) in
            guard var entry = entries[id] else { return nil }
            // The dictionary's copy would be copied with it.
            entries[id] = nil
            defer { entries[id] = entry }
            if now.ticks - entry.reportedAt >= Self.reportMilliseconds {
                entry.reportedAt = now.ticks
                entry.room.take(
                    CapacityReport(
                        perSecond: entry.row.perSecond, backlog: waiting, maximumBacklog: most,
                        stockLeft: stockLeft(entry.row)), at: now)
                if let ending = ending(entry.row, now) { entry.room.dismiss(ending) }
            }
            let answer = entry.room.answer(report, at: now)
            if let checkpoint = answer.checkpoint { try keep(checkpoint, id) }
            return answer
        }
        guard let answer else { throw Problem.notFound("waiting room") }
        return answer.grant
    }

    private func stockLeft(_ row: RoomRow) -> Int64? {
        guard row.sale.rawValue != 0 else { return nil }
        let stock = board.total(of: row.sale)
        return stock.given == 0 ? nil : stock.free
    }

    private func ending(_ row: RoomRow, _ now: Moment) -> Dismissal? {
        guard row.sale.rawValue != 0, let terms = board.terms(of: row.sale),
            terms.endsAt <= now.wall
        else { return nil }
        return .ended
    }

    private func keep(_ checkpoint: LessorCheckpoint, _ id: RoomID) throws(StoreError) {
        try store.write { connection throws(StoreError) in
            try connection.execute(
                """
                UPDATE rooms SET released = $3, granted = $4, serial = $5
                WHERE id = $1 AND epoch = $2
                """,
                [
                    .integer(Int64(id.rawValue)), .integer(Int64(checkpoint.epoch)),
                    .integer(Int64(clamping: checkpoint.released)),
                    .integer(Int64(clamping: checkpoint.granted)),
                    .integer(Int64(clamping: checkpoint.serial)),
                ])
        }
    }

    /// Uses a pass at the checkout. The same pass again is taken for the same key alone.
    package func use(_ pass: Pass, key: String) throws -> SpentPasses.Outcome {
        let now = clock.now()
        let outcome: SpentPasses.Outcome? = try entries.withLock { entries throws(StoreError) in
            guard entries[pass.room] != nil else { return nil }
            let outcome = entries[pass.room]?.spent.spend(pass, at: now)
            switch outcome {
            case .accepted?:
                entries[pass.room]?.keys[pass.holder.code] = key
                try keep(pass, key, now)
            case .repeated? where entries[pass.room]?.keys[pass.holder.code] != key:
                return .refused(.used)
            default: break
            }
            return outcome
        }
        guard let outcome else { throw Problem.notFound("waiting room") }
        return outcome
    }

    private func keep(_ pass: Pass, _ key: String, _ now: Timestamp) throws(StoreError) {
        try store.write { connection throws(StoreError) in
            let last = try connection.first("SELECT MAX(number) FROM uses", []) {
                row throws(StoreError) in try row.optionalInteger(0)
            }
            try connection.execute(
                "INSERT INTO uses (number, room, kind, code, joined, serial, at, key)"
                    + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                [
                    .integer(((last ?? nil) ?? 0) + 1), .integer(Int64(pass.room.rawValue)),
                    .integer(Int64(pass.holder.kind.rawValue)), .text("\(pass.holder.code)"),
                    .integer(pass.joined.rawValue), .integer(Int64(clamping: pass.serial)),
                    .integer(now.rawValue), .text(key),
                ])
        }
    }
}
