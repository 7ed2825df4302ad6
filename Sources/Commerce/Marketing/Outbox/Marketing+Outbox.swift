internal import OrderCore
internal import Primitives
internal import Service
internal import Store

extension Marketing {
    /// Tells the core what was written down and not told yet.
    package func resume() throws { _ = try tell() }

    /// Whether the core was told everything.
    package var isSettled: Bool {
        get throws {
            try read { connection in
                try connection.first("SELECT 1 FROM outbox LIMIT 1") { _ throws(StoreError) in
                    true
                } ?? false
            } == false
        }
    }

    /// Writes down what the core is to be told; gives the numbers of the entries.
    func note(_ entries: [OutboxEntry], _ connection: Connection) throws -> Range<Int64> {
        guard !entries.isEmpty else { return 0..<0 }
        let first = try Self.take(Int64(entries.count), "outbox", connection)
        let insert = try connection.prepare(
            """
            INSERT INTO outbox (\(OutboxEntry.columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """)
        for (index, entry) in entries.enumerated() {
            try insert.execute([
                .integer(first + Int64(index)), SQLValue(entry.merchant.rawValue),
                .integer(entry.kind.rawValue), SQLValue(entry.sale.rawValue), SQLValue(entry.sku),
                SQLValue(entry.coupon.rawValue), .integer(entry.delta),
                .integer(entry.isRehearsal ? 1 : 0),
            ])
        }
        return first..<first + Int64(entries.count)
    }

    /// Tells the core all that is written down; what it refused of `entries` is thrown as 409.
    func tell(_ entries: Range<Int64>) throws {
        let refused = try tell().filter { entries.contains($0.entry.number) }
        guard let first = refused.first else { return }
        throw Problem(first.decision, currency: nil)
    }

    private typealias Refusal = (entry: OutboxEntry, decision: Decision)

    private func tell() throws -> [Refusal] {
        // The lock's result must not leave it with what belongs to others: so it is kept in here.
        var refused: [Refusal] = []
        var failure: (any Error)?
        telling.withLock { _ in
            do { refused = try tellAlone() } catch { failure = error }
        }
        if let failure { throw failure }
        return refused
    }

    private func tellAlone() throws -> [Refusal] {
        var refused: [Refusal] = []
        while true {
            let pending = try pendingCommands()
            guard let last = pending.entries.last else { return refused }
            let decisions = try send(pending.commands)
            for (entry, decision) in zip(pending.told, decisions) where decision.code != .done {
                refused.append((entry, decision))
            }
            try write { connection in
                for (entry, decision) in zip(pending.told, decisions)
                where decision.code != .done && entry.kind == .stock && !entry.isRehearsal {
                    // The core has not given it, so it is not allocated either.
                    try connection.execute(
                        "UPDATE items SET stock = stock - $3 WHERE sale = $1 AND sku = $2",
                        [SQLValue(entry.sale.rawValue), SQLValue(entry.sku), .integer(entry.delta)])
                }
                try connection.execute(
                    "DELETE FROM outbox WHERE entry <= $1", [.integer(last.number)])
            }
        }
    }

    private struct Pending {
        var entries: [OutboxEntry] = []
        /// The entries that there is something to tell of, as many as `commands`.
        var told: [OutboxEntry] = []
        var commands: [Command] = []
    }

    private func pendingCommands() throws -> Pending {
        try read { connection in
            var pending = Pending()
            try connection.query(
                "SELECT \(OutboxEntry.columns) FROM outbox ORDER BY entry LIMIT $1",
                [SQLValue(MarketingLimits.entriesAtOnce)]
            ) { row throws(StoreError) in pending.entries.append(try OutboxEntry(row)) }
            for entry in pending.entries {
                guard let command = try command(entry, connection) else { continue }
                pending.told.append(entry)
                pending.commands.append(command)
            }
            return pending
        }
    }

    private func command(_ entry: OutboxEntry, _ connection: Connection) throws -> Command? {
        switch entry.kind {
        case .sale:
            return try sale(entry.sale, connection).map { .setSale($0.terms) }
        case .item:
            return try item(entry.sku, of: entry.sale, connection).map { item in
                .setItem(
                    ItemTerms(
                        merchant: entry.merchant, sale: entry.sale, sku: item.sku,
                        unitPrice: item.unitPrice, limitPerBuyer: item.limitPerBuyer))
            }
        case .stock:
            return .changeStock(
                ChangeStock(
                    merchant: entry.merchant, sale: entry.sale, sku: entry.sku,
                    delta: entry.delta, reference: reference(entry.number),
                    isRehearsal: entry.isRehearsal))
        case .coupon:
            return try coupon(entry.coupon, connection).map { .setCoupon($0.terms) }
        }
    }

    /// The same entry has the same reference, so that the core counts it once.
    private func reference(_ entry: Int64) -> Reference {
        // The upper word sets these apart from digests, which have random bits there.
        Reference(high: generation, low: UInt64(bitPattern: entry))
    }
}
