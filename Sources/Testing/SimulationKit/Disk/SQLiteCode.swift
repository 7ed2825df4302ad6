internal import GRDBSQLite

/// The answers of a VFS. SQLite's extended codes are macros of a shape that Swift does not import.
enum SQLiteCode {
    static let readFailed = SQLITE_IOERR | (1 << 8)
    static let shortRead = SQLITE_IOERR | (2 << 8)
    static let writeFailed = SQLITE_IOERR | (3 << 8)
    static let syncFailed = SQLITE_IOERR | (4 << 8)
    static let removeFailed = SQLITE_IOERR | (10 << 8)
    static let noFileToRemove = SQLITE_IOERR | (23 << 8)

    /// The answer for an error; `down` is what a dead disk says to this request.
    static func of(_ error: DiskError, down: Int32 = SQLITE_IOERR) -> Int32 {
        switch error {
        case .down: down
        case .noSuchFile: SQLITE_CANTOPEN
        case .readFailed: readFailed
        case .writeFailed: writeFailed
        case .syncFailed: syncFailed
        case .full: SQLITE_FULL
        case .busy: SQLITE_BUSY
        }
    }

    /// Runs `body` and gives its answer, or that for its error.
    @inline(__always)
    static func from(
        down: Int32 = SQLITE_IOERR, _ body: () throws(DiskError) -> Void
    ) -> Int32 {
        do {
            try body()
            return SQLITE_OK
        } catch {
            return of(error, down: down)
        }
    }
}
