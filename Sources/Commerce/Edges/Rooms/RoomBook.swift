internal import Primitives
internal import Store
internal import WaitingRoom

/// What a restart of the center must not forget of its waiting rooms: their terms and seeds, what
/// they released and granted, and which passes were used.
struct RoomBook: Sendable {
    /// A pass that went through the checkout.
    struct Use {
        var pass: Pass
        var at: Timestamp
        /// The key of the order that it was used for.
        var key: String
    }

    private let store: Store

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
            """),
        Migration(
            2, "versions of waiting rooms",
            "ALTER TABLE rooms ADD COLUMN version BIGINT NOT NULL DEFAULT 1"),
    ]

    /// Opens the book, or begins one.
    init(_ configuration: StoreConfiguration) throws(StoreError) {
        store = try Store(configuration, migrations: Self.migrations)
    }

    /// Lets go of the file.
    func close() throws(StoreError) { try store.close() }

    // MARK: Reading

    /// The rooms that nobody closed, the oldest first.
    func openRooms() throws(StoreError) -> [RoomRow] {
        try store.read { connection throws(StoreError) in
            try connection.all(
                "SELECT \(RoomRow.columns) FROM rooms WHERE is_closed = 0 ORDER BY id", []
            ) { row throws(StoreError) in try RoomRow(row) }
        }
    }

    /// The passes that were used in a room, the first one first.
    func uses(of room: RoomID) throws(StoreError) -> [Use] {
        try store.read { connection throws(StoreError) in
            try connection.all(
                "SELECT kind, code, joined, serial, at, key FROM uses WHERE room = $1"
                    + " ORDER BY number", [.integer(Int64(room.rawValue))]
            ) { row throws(StoreError) -> Use? in
                guard let kind = Holder.Kind(rawValue: UInt8(clamping: try row.integer(0))),
                    let code = Token128(hexadecimal: try row.text(1))
                else { return nil }
                let pass = Pass(
                    room: room, holder: Holder(kind, code), joined: Timestamp(try row.integer(2)),
                    serial: UInt64(clamping: try row.integer(3)), expires: .never)
                return Use(pass: pass, at: Timestamp(try row.integer(4)), key: try row.text(5))
            }
        }.compactMap(\.self)
    }

    // MARK: Writing

    /// Adds a room, and gives it the next number.
    func add(_ row: RoomRow) throws(StoreError) -> RoomRow {
        try store.write { connection throws(StoreError) in
            var row = row
            row.id = RoomID(UInt32(clamping: try Self.next(after: "id", in: "rooms", connection)))
            let places = (1...17).map { "$\($0)" }.joined(separator: ", ")
            try connection.execute(
                "INSERT INTO rooms (\(RoomRow.columns)) VALUES (\(places))", row.values)
            return row
        }
    }

    /// Begins an epoch.
    func keep(epoch: UInt32, of room: RoomID) throws(StoreError) {
        try change(room, "epoch = $2", [.integer(Int64(epoch))])
    }

    /// Changes the rate.
    func keep(perSecond: Int, version: Int64, of room: RoomID) throws(StoreError) {
        try change(
            room, "per_second = $2, version = $3", [.integer(Int64(perSecond)), .integer(version)])
    }

    /// Marks a room as closed.
    func closeRoom(_ room: RoomID) throws(StoreError) { try change(room, "is_closed = 1", []) }

    /// Keeps what a room gave out, unless a later epoch has begun.
    func keep(_ checkpoint: LessorCheckpoint, of room: RoomID) throws(StoreError) {
        try store.write { connection throws(StoreError) in
            try connection.execute(
                """
                UPDATE rooms SET released = $3, granted = $4, serial = $5
                WHERE id = $1 AND epoch = $2
                """,
                [
                    .integer(Int64(room.rawValue)), .integer(Int64(checkpoint.epoch)),
                    .integer(Int64(clamping: checkpoint.released)),
                    .integer(Int64(clamping: checkpoint.granted)),
                    .integer(Int64(clamping: checkpoint.serial)),
                ])
        }
    }

    /// Adds a use of a pass.
    func add(_ use: Use) throws(StoreError) {
        let pass = use.pass
        try store.write { connection throws(StoreError) in
            let number = try Self.next(after: "number", in: "uses", connection)
            try connection.execute(
                "INSERT INTO uses (number, room, kind, code, joined, serial, at, key)"
                    + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                [
                    .integer(number), .integer(Int64(pass.room.rawValue)),
                    .integer(Int64(pass.holder.kind.rawValue)), .text("\(pass.holder.code)"),
                    .integer(pass.joined.rawValue), .integer(Int64(clamping: pass.serial)),
                    .integer(use.at.rawValue), .text(use.key),
                ])
        }
    }

    private func change(_ room: RoomID, _ values: String, _ bindings: [SQLValue])
        throws(StoreError)
    {
        try store.write { connection throws(StoreError) in
            try connection.execute(
                "UPDATE rooms SET \(values) WHERE id = $1",
                [.integer(Int64(room.rawValue))] + bindings)
        }
    }

    private static func next(after column: String, in table: String, _ connection: Connection)
        throws(StoreError) -> Int64
    {
        let last = try connection.first("SELECT MAX(\(column)) FROM \(table)", []) {
            row throws(StoreError) in try row.optionalInteger(0)
        }
        return ((last ?? nil) ?? 0) + 1
    }
}
