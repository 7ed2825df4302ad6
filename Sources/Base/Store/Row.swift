internal import GRDBSQLite

/// One row of a result, valid while the closure that was given it runs.
///
/// Columns count from 0. A column of another type than the one asked for is `StoreError.mismatch`,
/// never a converted value: what a table holds may have been changed from outside.
@safe package struct Row: ~Copyable {
    private let handle: OpaquePointer

    init(handle: OpaquePointer) { unsafe self.handle = handle }

    /// Whether the column is NULL.
    package func isNull(_ column: Int) -> Bool { type(column) == SQLITE_NULL }

    /// A BIGINT.
    package func integer(_ column: Int) throws(StoreError) -> Int64 {
        try expect(SQLITE_INTEGER, column, "an integer")
        return unsafe sqlite3_column_int64(handle, Int32(column))
    }

    /// A BIGINT that is not negative.
    package func unsigned(_ column: Int) throws(StoreError) -> UInt64 {
        guard let value = UInt64(exactly: try integer(column)) else {
            throw StoreError(.mismatch, "column \(column) holds a negative number")
        }
        return value
    }

    /// A DOUBLE PRECISION.
    package func double(_ column: Int) throws(StoreError) -> Double {
        try expect(SQLITE_FLOAT, column, "a floating-point number")
        return unsafe sqlite3_column_double(handle, Int32(column))
    }

    /// A TEXT; one that is not UTF-8 is a mismatch.
    package func text(_ column: Int) throws(StoreError) -> String {
        try expect(SQLITE_TEXT, column, "a text")
        let start = unsafe sqlite3_column_text(handle, Int32(column))
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
        guard let text = unsafe String(validating: bytes, as: UTF8.self) else {
            throw StoreError(.mismatch, "column \(column) holds a text that is not UTF-8")
        }
        return text
    }

    /// A copy of a BYTEA.
    package func blob(_ column: Int) throws(StoreError) -> [UInt8] {
        try unsafe withBlob(column) { bytes throws(StoreError) in unsafe [UInt8](bytes) }
    }

    /// Lets `body` read a BYTEA in place.
    package func withBlob<Result, Failure: StoreFailure>(
        _ column: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        do { try expect(SQLITE_BLOB, column, "bytes") } catch { throw Failure(error) }
        // The pointer first: asking for it may move the value, and it is nil when memory ran out.
        let start = unsafe sqlite3_column_blob(handle, Int32(column))
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        guard unsafe start != nil || count == 0 else {
            throw Failure(StoreError(.other, "out of memory"))
        }
        return try unsafe body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// A BIGINT or NULL.
    package func optionalInteger(_ column: Int) throws(StoreError) -> Int64? {
        isNull(column) ? nil : try integer(column)
    }

    /// A TEXT or NULL.
    package func optionalText(_ column: Int) throws(StoreError) -> String? {
        isNull(column) ? nil : try text(column)
    }

    /// A DOUBLE PRECISION or NULL.
    package func optionalDouble(_ column: Int) throws(StoreError) -> Double? {
        isNull(column) ? nil : try double(column)
    }

    /// A copy of a BYTEA, or nil for NULL.
    package func optionalBlob(_ column: Int) throws(StoreError) -> [UInt8]? {
        isNull(column) ? nil : try blob(column)
    }

    private func type(_ column: Int) -> Int32 { unsafe sqlite3_column_type(handle, Int32(column)) }

    private func expect(_ wanted: Int32, _ column: Int, _ name: String) throws(StoreError) {
        guard type(column) == wanted else {
            throw StoreError(.mismatch, "column \(column) does not hold \(name)")
        }
    }
}
