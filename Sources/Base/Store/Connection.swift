internal import GRDBSQLite

/// A connection inside one transaction: what `Store.write` and `Store.read` give to their closure.
///
/// SQL is written so that both SQLite and PostgreSQL take it; parameters are `$1`, `$2`, …, in any
/// order, and may repeat. Valid inside that closure alone.
@safe package final class Connection {
    private static let maximumStatements = 256
    private let handle: OpaquePointer
    private var statements: [String: Statement] = [:]

    init(handle: OpaquePointer) { unsafe self.handle = handle }

    /// Compiles `sql`, or takes the compiled form from the last time: cheap enough to be called in
    /// each transaction.
    package func prepare(_ sql: String) throws(StoreError) -> Statement {
        if let known = statements[sql], !known.isRunning { return known }
        let (statement, rest) = try compile(sql)
        guard let statement, rest.isEmpty else {
            throw StoreError(.statement, "one statement is wanted, not none or several: \(sql)")
        }
        // A program has a fixed number of texts; one that builds them must not fill memory.
        if statements.count >= Self.maximumStatements { statements.removeAll() }
        if statements[sql] == nil { statements[sql] = statement }
        return statement
    }

    /// Runs one statement; gives the number of changed rows.
    @discardableResult
    package func execute(_ sql: String, _ parameters: [SQLValue] = []) throws(StoreError) -> Int {
        try prepare(sql).execute(parameters)
    }

    /// Runs a query and lets `body` read row after row.
    package func query(
        _ sql: String, _ parameters: [SQLValue] = [],
        _ body: (borrowing Row) throws(StoreError) -> Void
    ) throws(StoreError) {
        try query(throwing: StoreError.self, sql, parameters, body)
    }

    /// Runs a query and gives what `body` makes of each row.
    package func all<Value>(
        _ sql: String, _ parameters: [SQLValue] = [],
        _ body: (borrowing Row) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        var values: [Value] = []
        try query(sql, parameters) { row throws(StoreError) in values.append(try body(row)) }
        return values
    }

    /// Runs a query and lets `body`, which throws errors of its own, read row after row.
    package func query<Failure: StoreFailure>(
        throwing: Failure.Type, _ sql: String, _ parameters: [SQLValue] = [],
        _ body: (borrowing Row) throws(Failure) -> Void
    ) throws(Failure) {
        try queryWhile(throwing: Failure.self, sql, parameters) { row throws(Failure) in
            try body(row)
            return true
        }
    }

    /// Runs a query and lets `body` read row after row until it returns false.
    package func queryWhile<Failure: StoreFailure>(
        throwing: Failure.Type, _ sql: String, _ parameters: [SQLValue] = [],
        _ body: (borrowing Row) throws(Failure) -> Bool
    ) throws(Failure) {
        let statement: Statement
        do {
            statement = try prepare(sql)
            try statement.bind(parameters)
        } catch {
            throw Failure(error)
        }
        try statement.queryWhile(body)
    }

    /// Runs a query that gives one row at most, and gives what `body` makes of it; nil without a
    /// row.
    package func first<Result>(
        _ sql: String, _ parameters: [SQLValue] = [],
        _ body: (borrowing Row) throws(StoreError) -> Result
    ) throws(StoreError) -> Result? {
        var result: Result?
        try queryWhile(throwing: StoreError.self, sql, parameters) { row throws(StoreError) in
            result = try body(row)
            return false
        }
        return result
    }

    /// Runs a text of several statements, which take no parameters.
    package func executeScript(_ sql: String) throws(StoreError) {
        var rest = sql
        while !rest.isEmpty {
            let (statement, remainder) = try compile(rest)
            try statement?.execute()
            rest = remainder
        }
    }

    /// Gives all compiled statements back, so that the connection can close.
    func finalizeStatements() {
        for statement in statements.values { statement.finalize() }
        statements.removeAll()
    }

    /// Whether a transaction is open.
    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    /// Lets `body` call the engine.
    func withHandle<Result>(_ body: (OpaquePointer) -> Result) -> Result { unsafe body(handle) }

    /// Compiles the first statement of `sql` and gives what follows it, trimmed; nil for a comment.
    private func compile(_ sql: String) throws(StoreError) -> (Statement?, rest: String) {
        var text = sql
        var statement: OpaquePointer?
        let (code, used) = text.withUTF8 { bytes -> (Int32, Int) in
            guard let start = bytes.baseAddress else { return (SQLITE_OK, 0) }
            return unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
                var tail: UnsafePointer<CChar>?
                let code = unsafe sqlite3_prepare_v3(
                    handle, start, Int32(clamping: bytes.count), UInt32(SQLITE_PREPARE_PERSISTENT),
                    &statement, &tail)
                return unsafe (code, tail.map { unsafe $0 - start } ?? bytes.count)
            }
        }
        guard code == SQLITE_OK else { throw unsafe StoreError.last(of: handle, doing: sql) }
        let whitespace: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0x3B]
        let rest = String(
            decoding: sql.utf8.dropFirst(used).drop(while: whitespace.contains), as: UTF8.self)
        guard let statement = unsafe statement else { return (nil, rest) }
        return (try unsafe Statement(handle: statement, connection: handle, sql: sql), rest)
    }
}
