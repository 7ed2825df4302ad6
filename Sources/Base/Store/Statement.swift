internal import GRDBSQLite

/// A compiled statement of one connection, to be run often with other parameters.
///
/// Belongs to the transaction that prepared it: use it inside the closure that was given the
/// connection, and nowhere else.
@safe package final class Statement {
    /// The SQL text.
    package let sql: String
    private let connection: OpaquePointer
    private var handle: OpaquePointer?
    /// The engine's index of `$1`, `$2`, …
    private let indexes: [Int32]
    private var bindsForeignMemory = false
    /// Whether a query of this statement is being stepped through.
    private(set) var isRunning = false

    init(handle: OpaquePointer, connection: OpaquePointer, sql: String) throws(StoreError) {
        do {
            indexes = try unsafe Self.parameterIndexes(of: handle, sql)
        } catch {
            _ = unsafe sqlite3_finalize(handle)
            throw error
        }
        unsafe self.handle = handle
        unsafe self.connection = connection
        self.sql = sql
    }

    deinit { finalize() }

    /// How many parameters the statement takes.
    package var parameterCount: Int { indexes.count }

    /// Runs the statement with the parameters bound so far; gives the number of changed rows.
    ///
    /// Parameters stay bound, except bytes that were bound without a copy.
    @discardableResult
    package func execute() throws(StoreError) -> Int {
        defer { rewind() }
        while try step() {}
        return unsafe Int(sqlite3_changes(connection))
    }

    /// Lets `body` read row after row until it returns false.
    package func queryWhile<Failure: StoreFailure>(
        _ body: (borrowing Row) throws(Failure) -> Bool
    ) throws(Failure) {
        precondition(!isRunning, "a statement cannot start again inside its own query")
        isRunning = true
        defer {
            isRunning = false
            rewind()
        }
        while true {
            do { guard try step() else { return } } catch { throw Failure(error) }
            guard let handle = unsafe handle, try body(unsafe Row(handle: handle)) else { return }
        }
    }

    /// Gives the compiled form back; the statement is of no use afterwards.
    func finalize() {
        unsafe sqlite3_finalize(handle)
        unsafe handle = nil
    }

    /// Binds with `bind`, which is given the engine's handle and index of `$index`.
    @safe func bind(_ index: Int, with bind: (OpaquePointer, Int32) -> Int32) throws(StoreError) {
        guard indexes.indices.contains(index - 1) else {
            throw StoreError(.statement, "there is no parameter $\(index) in: \(sql)")
        }
        guard let handle = unsafe handle else { throw StoreError.closed(sql) }
        guard unsafe bind(handle, indexes[index - 1]) == SQLITE_OK else { throw failure() }
    }

    /// Remembers that a parameter points to memory of the caller, to let go of it after the run.
    func noteForeignMemory() { bindsForeignMemory = true }

    private func step() throws(StoreError) -> Bool {
        guard let handle = unsafe handle else { throw StoreError.closed(sql) }
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure()
        }
    }

    private func rewind() {
        guard let handle = unsafe handle else { return }
        // Its result repeats the failure of the last step, which was thrown already.
        _ = unsafe sqlite3_reset(handle)
        if bindsForeignMemory {
            _ = unsafe sqlite3_clear_bindings(handle)
            bindsForeignMemory = false
        }
    }

    private func failure() -> StoreError { unsafe StoreError.last(of: connection, doing: sql) }

    /// SQLite numbers `$n` by first appearance; this finds out which index belongs to which n.
    private static func parameterIndexes(of handle: OpaquePointer, _ sql: String) throws(StoreError)
        -> [Int32]
    {
        let count = unsafe sqlite3_bind_parameter_count(handle)
        guard count > 0 else { return [] }
        var indexes = [Int32](repeating: 0, count: Int(count))
        for index in 1...count {
            guard let name = unsafe sqlite3_bind_parameter_name(handle, index),
                case let text = unsafe String(cString: name), text.first == "$",
                let number = Int(text.dropFirst()), (1...Int(count)).contains(number)
            else {
                throw StoreError(.statement, "parameters are $1, $2, … without gaps in: \(sql)")
            }
            indexes[number - 1] = index
        }
        return indexes
    }
}
