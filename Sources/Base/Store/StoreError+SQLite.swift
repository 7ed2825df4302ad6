internal import GRDB
internal import GRDBSQLite
internal import Glibc

extension StoreError {
    /// The failure that a connection reports for its last call.
    static func last(of handle: OpaquePointer, doing what: String = "") -> StoreError {
        let code = unsafe sqlite3_extended_errcode(handle)
        var message = unsafe String(cString: sqlite3_errmsg(handle))
        if !what.isEmpty { message += " in: \(what)" }
        return StoreError(sqlite: code, systemError: unsafe sqlite3_system_errno(handle), message)
    }

    init(sqlite code: Int32, systemError: Int32 = 0, _ message: String) {
        self.init(Self.classify(code, systemError: systemError), message, engineCode: Int(code))
    }

    /// What GRDB threw while it opened a store.
    init(opening store: StoreConfiguration, _ error: any Error) {
        self.init(opening: store.name, error)
        guard case .sqlite(let path) = store.engine, store.access == .readOnly,
            code == .cannotOpen || code == .readOnly, ReadOnlyFile.hasLog(path)
        else { return }
        message +=
            "; it has a write-ahead log, which can be read only in a folder that may be written: "
            + "copy the files to one"
    }

    /// What GRDB threw while it opened or closed a connection.
    init(opening name: String, _ error: any Error) {
        if let error = error as? DatabaseError {
            self.init(
                sqlite: error.extendedResultCode.rawValue,
                "cannot open \(name): \(error.message ?? "no reason given")")
        } else {
            self.init(.other, "cannot open \(name): \(error)")
        }
    }

    private static func classify(_ code: Int32, systemError: Int32) -> Code {
        // A failed write may hide a full disk: then the system's error number tells.
        let outOfSpace = systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG
        return switch code & 0xFF {
        case SQLITE_FULL: .full
        case SQLITE_IOERR: outOfSpace ? .full : .ioError
        case SQLITE_CANTOPEN: outOfSpace ? .full : .cannotOpen
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .busy
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: .corrupt
        case SQLITE_CONSTRAINT: .constraint
        case SQLITE_READONLY, SQLITE_PERM: .readOnly
        case SQLITE_TOOBIG: .tooBig
        case SQLITE_ERROR, SQLITE_MISUSE, SQLITE_RANGE: .statement
        case SQLITE_MISMATCH: .mismatch
        default: .other
        }
    }
}
