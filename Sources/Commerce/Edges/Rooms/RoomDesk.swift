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
        /// Passes that were used, of a holder each one.
        var uses = 0
        /// The key with which a holder last went through.
        var keys: [Token128: String]
        var reportedAt = Int64.min / 2
    }

    private let book: RoomBook
    private let board: StockBoard
    private let load: Load
    private let settle: @Sendable () -> Void
    private let random: @Sendable (Int) -> [UInt8]
    private let clock: any WallClock
    private let entries: Mutex<[RoomID: Entry]>
    private let listener = Mutex<(@Sendable () -> Void)?>(nil)

    /// Opens every room that is not closed in a new epoch.
    /// - Parameter settle: Waits until the board shows what is in the journal: a sale of a moment
    ///   ago is found then.
    package init(
        _ configuration: StoreConfiguration, board: StockBoard, clock: any WallClock,
        random: @escaping @Sendable (Int) -> [UInt8], load: @escaping Load,
        settle: @escaping @Sendable () -> Void
    ) throws(StoreError) {
        book = try RoomBook(configuration)
        self.board = board
        self.load = load
        self.settle = settle
        self.random = random
        self.clock = clock
        var entries: [RoomID: Entry] = [:]
        for row in try book.openRooms() {
            guard var entry = try Self.open(row, book) else { continue }
            let uses = try book.uses(of: row.id)
            entry.uses = uses.count
            for use in uses {
                _ = entry.spent.spend(use.pass, at: use.at)
                entry.keys[use.pass.holder.code] = use.key
            }
            entries[row.id] = entry
        }
        self.entries = Mutex(entries)
        setSalesAside()
    }

    /// Opens the book of a room in an epoch of its own, which is durable before it grants anything.
    private static func open(_ row: RoomRow, _ book: RoomBook) throws(StoreError) -> Entry? {
        guard let notice = row.notice, let seed = DrawSeed(text: row.seed),
            let room = CenterRoom(
                notice.settings, seed: seed, epoch: row.checkpoint.epoch + 1,
                after: row.checkpoint.epoch == 0 ? nil : row.checkpoint)
        else { return nil }
        var row = row
        row.checkpoint.epoch += 1
        try book.keep(epoch: row.checkpoint.epoch, of: row.id)
        return Entry(row: row, room: room, spent: SpentPasses(), keys: [:])
    }

    /// Who names no sale gets none that a room stands before: edges look at the sales that an order
    /// names.
    private func setSalesAside() {
        board.setAside(entries.withLock { Set($0.values.map(\.row.sale)) })
    }

    /// Names who hears when rooms come and go.
    package func onChange(_ listener: @escaping @Sendable () -> Void) {
        self.listener.withLock { $0 = listener }
    }

    /// Lets go of the file.
    package func close() throws(StoreError) { try book.close() }

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

    /// Opens a room before a sale of a merchant, or before a path of the merchant's store.
    /// - Parameter store: The path of the store.
    package func open(_ draft: RoomDraft, of merchant: MerchantID, store: String) throws
        -> RoomFigures
    {
        var paths = [draft.path]
        if let sale = draft.sale {
            if board.terms(of: sale) == nil { settle() }
            guard board.terms(of: sale)?.merchant == merchant else {
                throw Problem.notFound("sale")
            }
            paths = ["\(store)/sale/\(sale)", "\(store)/checkout"]
        } else {
            guard draft.path == store || draft.path.hasPrefix(store + "/") else {
                throw Problem.field(
                    "/path", "a sale, or a path of your own store (\(store)/…), is wanted")
            }
        }
        return try open(draft, of: merchant, paths: paths, checkouts: ["\(store)/checkout"])
    }

    private func open(
        _ draft: RoomDraft, of merchant: MerchantID, paths: [String], checkouts: [String]
    ) throws -> RoomFigures {
        let isFull = entries.withLock { $0.count >= Self.maximumRooms }
        guard !isFull, let seed = DrawSeed(random(DrawSeed.byteCount)) else {
            throw Problem(
                409, "too_many_rooms", "Close another waiting room first: there are too many.")
        }
        let row = try book.add(
            RoomRow(
                id: RoomID(0), merchant: merchant, sale: draft.sale ?? SaleID(0), paths: paths,
                checkouts: checkouts, title: draft.title, startsAt: draft.startsAt,
                seed: seed.text, salt: random(16), perSecond: draft.perSecond))
        guard let entry = try Self.open(row, book) else {
            throw Problem(500, "internal", "The room cannot be opened.")
        }
        entries.withLock { $0[row.id] = entry }
        setSalesAside()
        listener.withLock { $0 }?()
        return Self.figures(entry, moment)
    }

    /// Changes how many are let in a second; it holds from the next report of an edge on.
    /// - Parameter version: What was read; nil for whatever is there.
    package func edit(
        _ id: RoomID, of merchant: MerchantID, version: Int64?, perSecond: Int
    ) throws -> RoomFigures {
        let now = moment
        return try entries.withLock { entries throws in
            guard var row = entries[id]?.row, row.merchant == merchant else {
                throw Problem.notFound("waiting room")
            }
            if let version, version != row.version { throw Problem.versionMismatch }
            row.perSecond = perSecond
            row.version += 1
            try book.keep(perSecond: perSecond, version: row.version, of: id)
            entries[id]?.row = row
            guard let entry = entries[id] else { throw Problem.notFound("waiting room") }
            return Self.figures(entry, now)
        }
    }

    /// Takes a room away: nobody waits there any more.
    package func close(_ id: RoomID, merchant: MerchantID) throws {
        let isKnown = entries.withLock { entries in
            guard entries[id]?.row.merchant == merchant else { return false }
            entries[id] = nil
            return true
        }
        guard isKnown else { throw Problem.notFound("waiting room") }
        try book.closeRoom(id)
        setSalesAside()
        listener.withLock { $0 }?()
    }

    /// The rooms of a merchant with their figures.
    package func list(of merchant: MerchantID) -> [RoomFigures] {
        let now = moment
        return entries.withLock { entries in
            entries.values.filter { $0.row.merchant == merchant }
                .sorted { $0.row.id < $1.row.id }.map { Self.figures($0, now) }
        }
    }

    /// One room of a merchant with its figures.
    package func figures(_ id: RoomID, of merchant: MerchantID) throws(Problem) -> RoomFigures {
        let now = moment
        let found: RoomFigures? = entries.withLock { entries in
            guard let entry = entries[id], entry.row.merchant == merchant else { return nil }
            return Self.figures(entry, now)
        }
        guard let found else { throw .notFound("waiting room") }
        return found
    }

    /// The page on which anybody checks a draw; nil where there is no such room.
    package func drawPage(_ id: RoomID) -> (page: CheckDrawPage, seed: DrawSeed?)? {
        entries.withLock { entries in
            guard let entry = entries[id], let settings = entry.row.notice?.settings else {
                return nil
            }
            return (CheckDrawPage(settings), Self.figures(entry, moment).seed)
        }
    }

    private static func figures(_ entry: Entry, _ now: Moment) -> RoomFigures {
        let (row, room) = (entry.row, entry.room)
        let isDrawn = room.phase != .gathering && now.wall >= row.startsAt
        return RoomFigures(
            id: row.id, sale: row.sale.rawValue == 0 ? nil : row.sale, paths: row.paths,
            checkouts: row.checkouts, title: row.title, startsAt: row.startsAt,
            phase: room.phase, commitment: row.notice?.settings.commitment ?? "",
            seed: isDrawn ? DrawSeed(text: row.seed) : nil, perSecond: row.perSecond,
            waiting: room.density(at: now).total,
            released: room.lessor.released, granted: room.lessor.granted,
            admitted: room.lessor.used, checkedOut: entry.uses,
            outlook: room.outlook(at: now), edges: room.edgeFigures(at: now),
            version: row.version)
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
            if let checkpoint = answer.checkpoint { try book.keep(checkpoint, of: id) }
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

    /// Uses a pass at the checkout. The same pass again is taken for the same key alone.
    package func use(_ pass: Pass, key: String) throws -> SpentPasses.Outcome {
        let now = clock.now()
        let outcome: SpentPasses.Outcome? = try entries.withLock { entries throws(StoreError) in
            guard entries[pass.room] != nil else { return nil }
            let outcome = entries[pass.room]?.spent.spend(pass, at: now)
            switch outcome {
            case .accepted?:
                entries[pass.room]?.keys[pass.holder.code] = key
                try book.add(RoomBook.Use(pass: pass, at: now, key: key))
                entries[pass.room]?.uses += 1
            case .repeated? where entries[pass.room]?.keys[pass.holder.code] != key:
                return .refused(.used)
            default: break
            }
            return outcome
        }
        guard let outcome else { throw Problem.notFound("waiting room") }
        return outcome
    }
}
