internal import Store

/// The rows of a table in the order of its key, read page by page.
struct BookRows {
    private static let rowsInPage = 512
    private let table: BookTable
    private let connection: Connection
    /// Rows read ahead, the next one last.
    private var ahead: [[Int64?]] = []
    private var last: [Int64?]?
    private var isAtEnd = false

    init(_ table: BookTable, _ connection: Connection) {
        self.table = table
        self.connection = connection
    }

    /// The next row, one value for each of the table's columns; nil after the last.
    mutating func next() throws(StoreError) -> [Int64?]? {
        if ahead.isEmpty && !isAtEnd { try readPage() }
        return ahead.popLast()
    }

    private mutating func readPage() throws(StoreError) {
        var rows: [[Int64?]] = []
        let sql = last == nil ? table.firstPage : table.nextPage
        let key = (last ?? []).prefix(table.key.count).map { SQLValue($0) }
        try connection.query(sql, [SQLValue(Self.rowsInPage)] + key) { row throws(StoreError) in
            var values: [Int64?] = []
            for column in table.columns.indices { values.append(try row.optionalInteger(column)) }
            rows.append(values)
        }
        isAtEnd = rows.count < Self.rowsInPage
        last = rows.last ?? last
        ahead = rows.reversed()
    }
}
