package import OrderCore
package import Orders
package import Primitives
internal import Service
package import Store
internal import Synchronization

/// Sales and coupons: their words and pictures here, their terms here and in the order core.
///
/// A change is written down first, together with what the core is to be told of it, and told then.
/// After a crash in between, `resume` tells the rest. Calls block the caller's thread.
package final class Marketing: Sendable {
    /// Where the rows lie.
    package let store: Store
    let clock: any WallClock
    let send: Send
    let coupons: CouponIndex
    /// One at a time tells the core, so that a later word is never overtaken by an earlier one.
    let telling = ConditionLock(())
    /// Set apart from the numbers of another `marketing.sqlite` that told the same core before.
    let generation: UInt64

    /// Carries commands to the core and gives its decisions in their order; throws where it could
    /// not be told all of them.
    package typealias Send = @Sendable ([Command]) throws -> [Decision]

    /// Opens the tables in a store, creating what is missing; tells the core what was left untold.
    package convenience init(
        _ configuration: StoreConfiguration, cell: Cell, clock: any WallClock = SystemClock()
    ) throws {
        let relay = CommandRelay(cell)
        try self.init(configuration, clock: clock) { try relay.send($0) }
    }

    /// The same, by whatever way the core is reached.
    package init(
        _ configuration: StoreConfiguration, clock: any WallClock, send: @escaping Send
    ) throws {
        store = try Store(configuration, migrations: MarketingSchema.migrations)
        self.clock = clock
        self.send = send
        coupons = CouponIndex()
        let now = clock.now().rawValue
        generation = try store.write { connection throws(StoreError) in
            let known = try connection.first(
                "SELECT last FROM numbers WHERE name = 'generation'"
            ) { row throws(StoreError) in try row.unsigned(0) }
            if let known { return known }
            try connection.execute(
                "INSERT INTO numbers (name, last) VALUES ('generation', $1)", [.integer(now)])
            return UInt64(clamping: now)
        }
        try loadCoupons()
        try resume()
    }

    /// Waits for the calls that are running and closes the file.
    package func close() throws(StoreError) { try store.close() }

    /// Runs `body`, which may throw anything, in a write transaction; what it throws undoes it.
    func write<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        do {
            return try store.write(throwing: MarketingFailure.self) {
                connection throws(MarketingFailure) in
                do { return try body(connection) } catch { throw MarketingFailure(cause: error) }
            }
        } catch { throw error.cause }
    }

    /// Runs `body`, which may throw anything, in a read transaction.
    func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        do {
            return try store.read(throwing: MarketingFailure.self) {
                connection throws(MarketingFailure) in
                do { return try body(connection) } catch { throw MarketingFailure(cause: error) }
            }
        } catch { throw error.cause }
    }

    /// The next `count` numbers of a kind, which are never given again; gives the first.
    static func take(_ count: Int64, _ name: String, _ connection: Connection)
        throws(StoreError) -> Int64
    {
        try connection.execute(
            """
            INSERT INTO numbers (name, last) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET last = last + $2
            """, [.text(name), .integer(count)])
        let last = try connection.first("SELECT last FROM numbers WHERE name = $1", [.text(name)]) {
            row throws(StoreError) in try row.integer(0)
        }
        return (last ?? count) - count + 1
    }
}
