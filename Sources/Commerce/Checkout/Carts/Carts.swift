package import Primitives
package import Store
internal import Synchronization

/// Carts, kept in a table and, while they are in use, in memory: the same for pages and programs.
package final class Carts: Sendable {
    /// Lines of a cart at most: what an order takes.
    package static let maximumLines = 100
    /// Units of a line at most.
    package static let maximumQuantity: UInt32 = 9999
    /// A cart that nobody touched for so many milliseconds is forgotten: 60 days.
    private static let lifetime: Int64 = 60 * 86_400_000
    /// How often old carts are looked for, in milliseconds.
    private static let sweepInterval: Int64 = 600_000
    /// Carts in memory at most; beyond, all are read again.
    private static let keptCarts = 50_000

    /// How a change went.
    package enum Outcome: Sendable {
        /// It is done.
        case done
        /// There is no room for one more line; nothing was changed.
        case full
        /// It has no such line; nothing was changed.
        case missing
        /// It is not the version that was read; nothing was changed.
        case outdated
    }

    private struct Memory {
        var carts: [CartOwner: Cart] = [:]
        var sweptAt = Timestamp(0)
        /// Counts changes, so that what was read before one is not kept after it.
        var changes: UInt64 = 0
    }

    /// The tables; delivery addresses are in them too.
    package let store: Store
    private let clock: any WallClock
    private let memory = Mutex(Memory())

    /// Opens the carts, creating them if there are none.
    package init(_ configuration: StoreConfiguration, clock: any WallClock) throws(StoreError) {
        store = try Store(configuration, migrations: CartsSchema.migrations)
        self.clock = clock
    }

    /// Waits for the calls that are running and closes the file.
    package func close() throws(StoreError) { try store.close() }

    /// What is in a cart.
    package func cart(_ owner: CartOwner) throws(StoreError) -> Cart {
        let (kept, changes) = memory.withLock { ($0.carts[owner], $0.changes) }
        if let kept { return kept }
        let cart = try store.read { connection throws(StoreError) in
            Cart(
                lines: try CartTable.lines(owner, connection),
                version: try CartTable.version(owner, connection))
        }
        memory.withLock { memory in
            guard memory.changes == changes else { return }
            if memory.carts.count >= Self.keptCarts { memory.carts.removeAll() }
            memory.carts[owner] = cart
        }
        return cart
    }

    /// Adds units of a SKU.
    package func add(_ line: CartLine, to owner: CartOwner) throws(StoreError) -> Outcome {
        try change(owner, nil) { connection, now throws(StoreError) in
            let lines = try CartTable.lines(owner, connection)
            let known = lines.first { $0.sku == line.sku }
            if known == nil, lines.count >= Self.maximumLines { return .full }
            try CartTable.put(line, adding: known?.quantity ?? 0, owner, connection, now)
            return .done
        }
    }

    /// Sets how many of a SKU there are, and from which sale where one is named; adds the line
    /// where there is none.
    package func put(
        _ line: CartLine, in owner: CartOwner, ifVersion version: Int64?
    ) throws(StoreError) -> Outcome {
        try change(owner, version) { connection, now throws(StoreError) in
            let lines = try CartTable.lines(owner, connection)
            let isNew = !lines.contains { $0.sku == line.sku }
            if isNew, lines.count >= Self.maximumLines { return .full }
            try CartTable.put(line, adding: 0, owner, connection, now)
            return .done
        }
    }

    /// Sets how many there are of a SKU that is in the cart; 0 takes the line out.
    @discardableResult
    package func set(
        _ sku: SKUID, _ quantity: UInt32, in owner: CartOwner, ifVersion version: Int64? = nil
    ) throws(StoreError) -> Outcome {
        try change(owner, version) { connection, now throws(StoreError) in
            guard try CartTable.lines(owner, connection).contains(where: { $0.sku == sku }) else {
                return .missing
            }
            if quantity == 0 {
                try CartTable.remove(sku, owner, connection)
            } else {
                let line = CartLine(sku: sku, quantity: quantity)
                try CartTable.put(line, adding: 0, owner, connection, now)
            }
            return .done
        }
    }

    /// Takes lines out that were bought.
    package func remove(_ skus: [SKUID], from owner: CartOwner) throws(StoreError) {
        _ = try change(owner, nil) { connection, _ throws(StoreError) in
            for sku in skus { try CartTable.remove(sku, owner, connection) }
            return .done
        }
    }

    /// Takes everything out.
    package func clear(_ owner: CartOwner, ifVersion version: Int64?) throws(StoreError) -> Outcome
    {
        try change(owner, version) { connection, _ throws(StoreError) in
            try CartTable.removeAll(owner, connection)
            return .done
        }
    }

    /// Puts a guest's lines into a buyer's cart, as far as there is room.
    package func merge(_ guest: CartOwner, into owner: CartOwner) throws(StoreError) {
        let added = try cart(guest).lines
        guard !added.isEmpty else { return }
        _ = try change(owner, nil) { connection, now throws(StoreError) in
            let lines = try CartTable.lines(owner, connection)
            var room = Self.maximumLines - lines.count
            for line in added {
                let known = lines.first { $0.sku == line.sku }
                guard known != nil || room > 0 else { continue }
                if known == nil { room -= 1 }
                try CartTable.put(line, adding: known?.quantity ?? 0, owner, connection, now)
            }
            try CartTable.removeAll(guest, connection)
            try CartTable.touch(guest, connection, now)
            return .done
        }
        memory.withLock { $0.carts[guest] = nil }
    }

    private func change(
        _ owner: CartOwner, _ version: Int64?,
        _ body: (Connection, Timestamp) throws(StoreError) -> Outcome
    ) throws(StoreError) -> Outcome {
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
            if sweeps { try CartTable.sweep(connection, before: now.rawValue - Self.lifetime) }
            if let version, try CartTable.version(owner, connection) != version {
                return .outdated
            }
            let outcome = try body(connection, now)
            if outcome == .done { try CartTable.touch(owner, connection, now) }
            return outcome
        }
    }
}
