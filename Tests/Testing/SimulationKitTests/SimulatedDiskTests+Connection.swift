import GRDBSQLite

/// A connection of the real SQLite, by its C interface, so that nothing lies between the tests and
/// it.
@safe final class Connection {
    private var database: OpaquePointer?

    /// Opens by path alone, as GRDB does.
    init(_ path: String) throws(SQLiteFailure) {
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = unsafe sqlite3_open_v2(path, &database, flags, nil)
        guard code == SQLITE_OK else {
            close()
            throw SQLiteFailure(code: code)
        }
    }

    deinit { close() }

    /// Closes; twice does no harm.
    func close() {
        unsafe sqlite3_close_v2(database)
        unsafe database = nil
    }

    /// Runs statements; fails with the extended code.
    func run(_ sql: String) throws(SQLiteFailure) {
        let code = unsafe sqlite3_exec(database, sql, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw SQLiteFailure(code: unsafe sqlite3_extended_errcode(database))
        }
    }

    /// The rows of a query, each column as text.
    func rows(_ sql: String) throws(SQLiteFailure) -> [[String]] {
        var statement: OpaquePointer?
        let code = unsafe sqlite3_prepare_v2(database, sql, -1, &statement, nil)
        defer { unsafe sqlite3_finalize(statement) }
        guard code == SQLITE_OK else { throw SQLiteFailure(code: code) }
        var rows: [[String]] = []
        while true {
            switch unsafe sqlite3_step(statement) {
            case SQLITE_ROW:
                let columns = unsafe sqlite3_column_count(statement)
                rows.append(
                    (0..<columns).map { column in
                        let text = unsafe sqlite3_column_text(statement, column)
                        return unsafe text.map { unsafe String(cString: $0) } ?? ""
                    })
            case SQLITE_DONE: return rows
            default: throw SQLiteFailure(code: unsafe sqlite3_extended_errcode(database))
            }
        }
    }

    /// The first column of the first row, as a number.
    func number(_ sql: String) throws(SQLiteFailure) -> Int {
        Int(try rows(sql).first?.first ?? "") ?? 0
    }
}

/// An answer of SQLite that is not success.
struct SQLiteFailure: Error, Equatable {
    let code: Int32
    /// The code without its extension.
    var primary: Int32 { code & 0xFF }
}
