internal import Primitives
internal import Store
internal import Synchronization

/// Carts, kept in a table and, while they are in use, in memory.
final class Carts: Sendable {
    /// Lines of a cart at most: what an order takes.
    static let maximumLines = 100
    /// Units of a line at most.
    static let maximumQuantity: UInt32 = 9999
    /// A cart that nobody touched for so many milliseconds is forgotten: 60 days.
    private static let lifetime: Int64 = 60 * 86_400_000
    /// How often old carts are looked for, in milliseconds.
    private static let sweepInterval: Int64 = 600_000
    /// Carts in memory at most; beyond, all are read again.
    private static let keptCarts = 50_000

    /// How adding went.
    enum Outcome { case added, full }

    private struct Memory {
        var carts: [CartOwner: [CartLine]] = [:]
        var sweptAt = Timestamp(0)
        /// Counts changes, so that what was read before one is not kept after it.
        var changes: UInt64 = 0
    }

    private let store: Store
    private let clock: any WallClock
    private let memory = Mutex(Memory())

    init(_ store: Store, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// The lines, in the order in which they were added.
    func lines(_ owner: CartOwner) throws(StoreError) -> [CartLine] {
        let (kept, changes) = memory.withLock { ($0.carts[owner], $0.changes) }
        if let kept { return kept }
        let lines = try store.read { connection throws(StoreError) in
            try Self.lines(owner, connection)
        }
        memory.withLock { memory in
            guard memory.changes == changes else { return }
            if memory.carts.count >= Self.keptCarts { memory.carts.removeAll() }
            memory.carts[owner] = lines
        }
        return lines
    }

    /// Units in a cart.
    func count(_ owner: CartOwner) throws(StoreError) -> Int {
        try lines(owner).reduce(0) { $0 + Int($1.quantity) }
    }

    /// Adds units of a SKU.
    func add(_ line: CartLine, to owner: CartOwner) throws(StoreError) -> Outcome {
        try change(owner) { connection, now throws(StoreError) in
            let lines = try Self.lines(owner, connection)
            let known = lines.first { $0.sku == line.sku }
            if known == nil, lines.count >= Self.maximumLines { return .full }
            try Self.put(line, adding: known?.quantity ?? 0, owner, connection, now)
            return .added
        }
    }

    /// Sets how many of a SKU there are; 0 takes the line out.
    func set(_ sku: SKUID, _ quantity: UInt32, in owner: CartOwner) throws(StoreError) {
        try change(owner) { connection, now throws(StoreError) in
            if quantity == 0 { return try Self.remove(sku, owner, connection) }
            try connection.execute(
                """
                UPDATE cart_lines SET quantity = $3, changed_at = $4
                WHERE owner = $1 AND sku = $2
                """,
                [
                    .text(owner.key), Self.value(sku),
                    SQLValue(min(quantity, Self.maximumQuantity)), .integer(now.rawValue),
                ])
        }
    }

    /// Takes lines out that were bought.
    func remove(_ skus: [SKUID], from owner: CartOwner) throws(StoreError) {
        try change(owner) { connection, _ throws(StoreError) in
            for sku in skus { try Self.remove(sku, owner, connection) }
        }
    }

    /// Puts a guest's lines into a buyer's cart, as far as there is room.
    func merge(_ guest: CartOwner, into owner: CartOwner) throws(StoreError) {
        let added = try lines(guest)
        guard !added.isEmpty else { return }
        try change(owner) { connection, now throws(StoreError) in
            let lines = try Self.lines(owner, connection)
            var room = Self.maximumLines - lines.count
            for line in added {
                let known = lines.first { $0.sku == line.sku }
                guard known != nil || room > 0 else { continue }
                if known == nil { room -= 1 }
                try Self.put(line, adding: known?.quantity ?? 0, owner, connection, now)
            }
            try connection.execute("DELETE FROM cart_lines WHERE owner = $1", [.text(guest.key)])
        }
        memory.withLock { $0.carts[guest] = nil }
    }

    private func change<Result>(
        _ owner: CartOwner, _ body: (Connection, Timestamp) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        let now = clock.now()
        let sweeps = memory.withLock { memory in
            guard now.rawValue - memory.sweptAt.rawValue > Self.sweepInterval else { return false }
            memory.sweptAt = now
            return true
        }
        // Also after a failure: a commit that failed may have happened.
        defer {
            memory.withLock { memory in
                memory.carts[owner] = nil
                memory.changes += 1
            }
        }
        return try store.write { connection throws(StoreError) in
            if sweeps { try Self.sweep(connection, now) }
            return try body(connection, now)
        }
    }

    private static func value(_ sku: SKUID) -> SQLValue {
        .integer(Int64(bitPattern: sku.rawValue))
    }

    private static func lines(_ owner: CartOwner, _ connection: Connection) throws(StoreError)
        -> [CartLine]
    {
        var lines: [CartLine] = []
        try connection.query(
            """
            SELECT sku, sale, quantity FROM cart_lines WHERE owner = $1
            ORDER BY added_at, sku LIMIT $2
            """, [.text(owner.key), SQLValue(maximumLines)]
        ) { row throws(StoreError) in
            lines.append(
                CartLine(
                    sku: SKUID(UInt64(bitPattern: try row.integer(0))),
                    sale: try row.optionalInteger(1).map { SaleID(UInt32(clamping: $0)) },
                    quantity: UInt32(clamping: try row.integer(2))))
        }
        return lines
    }

    private static func put(
        _ line: CartLine, adding known: UInt32, _ owner: CartOwner, _ connection: Connection,
        _ now: Timestamp
    ) throws(StoreError) {
        let quantity = min(maximumQuantity, known &+ min(line.quantity, maximumQuantity))
        try connection.execute(
            """
            INSERT INTO cart_lines (owner, sku, sale, quantity, added_at, changed_at)
            VALUES ($1, $2, $3, $4, $5, $5)
            ON CONFLICT (owner, sku) DO UPDATE SET quantity = $4, changed_at = $5,
            sale = coalesce($3, sale)
            """,
            [
                .text(owner.key), value(line.sku), SQLValue(line.sale?.rawValue),
                SQLValue(quantity), .integer(now.rawValue),
            ])
    }

    private static func remove(_ sku: SKUID, _ owner: CartOwner, _ connection: Connection)
        throws(StoreError)
    {
        try connection.execute(
            "DELETE FROM cart_lines WHERE owner = $1 AND sku = $2", [.text(owner.key), value(sku)])
    }

    private static func sweep(_ connection: Connection, _ now: Timestamp) throws(StoreError) {
        try connection.execute(
            """
            DELETE FROM cart_lines WHERE owner IN (
                SELECT owner FROM cart_lines WHERE changed_at < $1 LIMIT 1000)
                AND changed_at < $1
            """, [.integer(now.rawValue - lifetime)])
    }
}
