internal import GRDBSQLite

extension Statement {
    /// Binds an integer to `$index`, which counts from 1.
    package func bind(_ value: Int64, at index: Int) throws(StoreError) {
        try bind(index) { unsafe sqlite3_bind_int64($0, $1, value) }
    }

    /// Binds an integer to `$index`; one above `Int64.max`, which no column can hold, is a
    /// mismatch.
    package func bind(_ value: UInt64, at index: Int) throws(StoreError) {
        guard let value = Int64(exactly: value) else {
            throw StoreError(.mismatch, "\(value) at $\(index) exceeds a BIGINT")
        }
        try bind(value, at: index)
    }

    /// Binds a floating-point number to `$index`.
    package func bind(_ value: Double, at index: Int) throws(StoreError) {
        try bind(index) { unsafe sqlite3_bind_double($0, $1, value) }
    }

    /// Binds a text to `$index`.
    package func bind(_ value: String, at index: Int) throws(StoreError) {
        var value = value
        let count = try Self.length(value.utf8.count)
        try bind(index) { handle, index in
            value.withUTF8 { bytes in
                // An empty buffer may have no address, which SQLite would take for NULL.
                guard let start = bytes.baseAddress else {
                    return unsafe sqlite3_bind_text(handle, index, "", 0, nil)
                }
                return unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    unsafe sqlite3_bind_text(handle, index, $0, count, Self.copied)
                }
            }
        }
    }

    /// Binds a copy of bytes to `$index`.
    package func bind(_ value: [UInt8], at index: Int) throws(StoreError) {
        let count = try Self.length(value.count)
        try bind(index) { handle, index in
            unsafe value.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, count > 0 else {
                    return unsafe sqlite3_bind_zeroblob(handle, index, 0)
                }
                return unsafe sqlite3_bind_blob(handle, index, start, count, Self.copied)
            }
        }
    }

    /// Binds NULL to `$index`.
    package func bindNull(at index: Int) throws(StoreError) {
        try bind(index) { unsafe sqlite3_bind_null($0, $1) }
    }

    /// Binds bytes to `$index` where they lie: they must stay there, unchanged, until the statement
    /// has run once.
    @unsafe package func bindInPlace(_ bytes: UnsafeRawBufferPointer, at index: Int)
        throws(StoreError)
    {
        let count = try Self.length(bytes.count)
        noteForeignMemory()
        try bind(index) { handle, index in
            guard let start = bytes.baseAddress, count > 0 else {
                return unsafe sqlite3_bind_zeroblob(handle, index, 0)
            }
            return unsafe sqlite3_bind_blob(handle, index, start, count, nil)
        }
    }

    /// Binds a value to `$index`.
    package func bind(_ value: SQLValue, at index: Int) throws(StoreError) {
        switch value {
        case .null: try bindNull(at: index)
        case .integer(let value): try bind(value, at: index)
        case .double(let value): try bind(value, at: index)
        case .text(let value): try bind(value, at: index)
        case .blob(let value): try bind(value, at: index)
        }
    }

    /// Binds all parameters, `$1` first; another number of them than the statement takes is an
    /// error.
    package func bind(_ values: [SQLValue]) throws(StoreError) {
        guard values.count == parameterCount else {
            throw StoreError(
                .statement, "\(values.count) parameters given, \(parameterCount) wanted in: \(sql)")
        }
        for (offset, value) in values.enumerated() { try bind(value, at: offset + 1) }
    }

    /// Binds `parameters` and runs the statement; gives the number of changed rows.
    @discardableResult
    package func execute(_ parameters: [SQLValue]) throws(StoreError) -> Int {
        try bind(parameters)
        return try execute()
    }

    private static func length(_ count: Int) throws(StoreError) -> Int32 {
        guard let count = Int32(exactly: count) else {
            throw StoreError(.tooBig, "a value of \(count) bytes")
        }
        return count
    }

    /// Tells SQLite to take a copy (SQLITE_TRANSIENT, which C spells as a cast of -1).
    private static var copied: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
