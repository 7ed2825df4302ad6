import Store
import Testing

/// Parameters and columns, on both kinds of database.
@Suite struct StatementTests {
    @Test(arguments: [
        ("SELECT $1, $2, $3", "1 2 3"), ("SELECT $3, $1, $2", "3 1 2"),
        ("SELECT $2, $1, $2, $3, $2", "2 1 2 3 2"),
    ])
    func parametersMayComeInAnyOrder(sql: String, expected: String) throws {
        let store = try Store(StoreConfiguration(.memory))
        let columns = expected.split(separator: " ").count
        let found = try store.read { connection throws(StoreError) in
            try connection.first(sql, [1, 2, 3]) { row throws(StoreError) in
                var values: [Int64] = []
                for column in 0..<columns { values.append(try row.integer(column)) }
                return values
            }
        }
        #expect(found?.map(String.init).joined(separator: " ") == expected)
    }

    @Test(arguments: [
        "SELECT $1, $3", "SELECT ?", "SELECT :a", "SELECT $0", "SELECT $a", "SELECT 1; SELECT 2",
        "-- none", "",
    ])
    func otherTextsAreRefused(sql: String) throws {
        let store = try Store(StoreConfiguration(.memory))
        let error = #expect(throws: StoreError.self) {
            try store.read { connection throws(StoreError) in try connection.execute(sql, [1]) }
        }
        #expect(error?.code == .statement)
    }

    @Test func theNumberOfParametersIsChecked() throws {
        let store = try Store(StoreConfiguration(.memory))
        let error = #expect(throws: StoreError.self) {
            try store.read { connection throws(StoreError) in
                try connection.execute("SELECT $1, $2", [1])
            }
        }
        #expect(error?.code == .statement)
    }

    @Test func everyTypeComesBackAsItWent() throws {
        let store = try Store(StoreConfiguration(.memory))
        try store.write { connection throws(StoreError) in
            try connection.execute("CREATE TABLE t (a BIGINT, b DOUBLE PRECISION, c TEXT, d BYTEA)")
            let insert = "INSERT INTO t VALUES ($1, $2, $3, $4)"
            try connection.execute(insert, [.integer(.min), 0.5, "", .blob([])])
            try connection.execute(
                insert, [SQLValue(UInt32.max), -1e300, "春节 🧧", .blob([0, 255])])
            try connection.execute(insert, [nil, nil, nil, nil])
        }
        var seen = 0
        try store.read { connection throws(StoreError) in
            try connection.query("SELECT a, b, c, d FROM t ORDER BY rowid") {
                row throws(StoreError) in
                switch seen {
                case 0:
                    #expect(try row.integer(0) == .min)
                    #expect(try row.double(1) == 0.5)
                    #expect(try row.text(2) == "")
                    #expect(try row.blob(3) == [])
                    #expect(throws: StoreError.self) { try row.unsigned(0) }
                case 1:
                    #expect(try row.unsigned(0) == UInt64(UInt32.max))
                    #expect(try row.optionalDouble(1) == -1e300)
                    #expect(try row.optionalText(2) == "春节 🧧")
                    #expect(try row.optionalBlob(3) == [0, 255])
                default:
                    #expect(try row.optionalInteger(0) == nil)
                    #expect(try row.optionalBlob(3) == nil)
                    let isNull = row.isNull(2)
                    #expect(isNull)
                }
                seen += 1
            }
        }
        #expect(seen == 3)
    }

    @Test func aColumnOfAnotherTypeIsAMismatch() throws {
        let store = try Store(StoreConfiguration(.memory))
        for sql in ["SELECT 'x'", "SELECT NULL", "SELECT 1.5", "SELECT x'00'"] {
            let error = #expect(throws: StoreError.self) {
                try store.read { connection throws(StoreError) in
                    try connection.first(sql) { row throws(StoreError) in try row.integer(0) }
                }
            }
            #expect(error?.code == .mismatch)
        }
        let error = #expect(throws: StoreError.self) {
            try store.read { connection throws(StoreError) in
                try connection.first("SELECT CAST(x'FF' AS TEXT)") { row throws(StoreError) in
                    try row.text(0)
                }
            }
        }
        #expect(error?.code == .mismatch)
    }

    @Test func bytesAreBoundAndReadInPlace() throws {
        let store = try Store(StoreConfiguration(.memory))
        let bytes = [UInt8](repeating: 7, count: 3 << 20)
        let count = try store.write { connection throws(StoreError) in
            try connection.execute("CREATE TABLE t (d BYTEA)")
            let statement = try connection.prepare("INSERT INTO t VALUES ($1)")
            do {
                try unsafe bytes.withUnsafeBytes { try unsafe statement.bindInPlace($0, at: 1) }
                try unsafe bytes.withUnsafeBytes {
                    try unsafe statement.bindInPlace($0, at: 1)
                    try statement.execute()
                }
            } catch let error as StoreError { throw error } catch {
                throw StoreError(.other, "\(error)")
            }
            // The foreign memory was let go of: a further run binds NULL.
            try statement.execute()
            return try connection.first("SELECT d FROM t WHERE d IS NOT NULL") {
                row throws(StoreError) in
                try unsafe row.withBlob(0) { bytes throws(StoreError) in
                    unsafe bytes.filter { $0 == 7 }.count
                }
            }
        }
        #expect(count == 3 << 20)
    }

    @Test func aQueryMayRunInsideItself() throws {
        let store = try Store(StoreConfiguration(.memory))
        var seen: [Int64] = []
        try store.read { connection throws(StoreError) in
            let sql = "SELECT $1 UNION ALL SELECT $2"
            try connection.query(sql, [1, 2]) { row throws(StoreError) in
                let outer = try row.integer(0)
                try connection.query(sql, [10, 20]) { row throws(StoreError) in
                    seen.append(outer + (try row.integer(0)))
                }
            }
        }
        #expect(seen == [11, 21, 12, 22])
    }
}
