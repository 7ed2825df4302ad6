internal import GRDBSQLite
internal import Glibc

/// The name by which SQLite opens a file that is only read.
///
/// A file that was closed well lies alone. SQLite would make a log and an index beside it even to
/// read it, so it is told that nobody changes the file; then a copy on a read-only disk can be read
/// too. Beside a file with a log it must be free to use the index.
struct ReadOnlyFile {
    let name: String

    init(_ path: String) {
        let canTakeName = unsafe sqlite3_compileoption_used("USE_URI") != 0
        name =
            canTakeName && !Self.hasLog(path)
            ? "file:" + Self.escaped(path) + "?immutable=1" : path
    }

    /// Whether a write-ahead log with anything in it lies beside the file.
    static func hasLog(_ path: String) -> Bool {
        var found = stat()
        return unsafe stat(path + "-wal", &found) == 0 && found.st_size > 0
    }

    /// The path with what means something in such a name escaped.
    private static func escaped(_ path: String) -> String {
        var text: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "%"): text += "%25".utf8
            case UInt8(ascii: "?"): text += "%3f".utf8
            case UInt8(ascii: "#"): text += "%23".utf8
            default: text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
