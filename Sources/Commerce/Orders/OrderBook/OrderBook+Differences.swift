internal import Store

extension OrderBook {
    /// Compares every table with the other book's, row by row in the order of the keys, and names
    /// the first rows that differ, `limit` at most; empty when both books say the same.
    package func differences(with other: OrderBook, limit: Int) throws(OrderBookError) -> [String] {
        try read { left throws(StoreError) in
            try other.store.read { right throws(StoreError) in
                var found: [String] = []
                for table in OrderBookSchema.tables where found.count < limit {
                    found += try Self.differences(table, left, right, limit: limit - found.count)
                }
                return found
            }
        }
    }

    private static func differences(
        _ table: BookTable, _ left: Connection, _ right: Connection, limit: Int
    ) throws(StoreError) -> [String] {
        var found: [String] = []
        var leftRows = BookRows(table, left)
        var rightRows = BookRows(table, right)
        var leftRow = try leftRows.next()
        var rightRow = try rightRows.next()
        while found.count < limit, leftRow != nil || rightRow != nil {
            if leftRow == rightRow {
                leftRow = try leftRows.next()
                rightRow = try rightRows.next()
                continue
            }
            switch order(leftRow, rightRow, table.key.count) {
            case ..<0:
                if let leftRow {
                    found.append("\(name(table, leftRow)): is only in the first book")
                }
                leftRow = try leftRows.next()
            case 1...:
                if let rightRow {
                    found.append("\(name(table, rightRow)): is only in the second book")
                }
                rightRow = try rightRows.next()
            default:
                if let leftRow, let rightRow { found.append(describe(table, leftRow, rightRow)) }
                leftRow = try leftRows.next()
                rightRow = try rightRows.next()
            }
        }
        return found
    }

    /// Which row comes first by its key: negative for the left one, 0 when the keys are equal.
    private static func order(_ left: [Int64?]?, _ right: [Int64?]?, _ keyCount: Int) -> Int {
        guard let left else { return 1 }
        guard let right else { return -1 }
        for (left, right) in zip(left.prefix(keyCount), right.prefix(keyCount)) where left != right
        {
            return (left ?? .min) < (right ?? .min) ? -1 : 1
        }
        return 0
    }

    private static func name(_ table: BookTable, _ row: [Int64?]) -> String {
        let key = zip(table.key, row).map { "\($0) \(text($1))" }.joined(separator: ", ")
        return "\(table.name) (\(key))"
    }

    private static func describe(_ table: BookTable, _ left: [Int64?], _ right: [Int64?]) -> String
    {
        var changes: [String] = []
        for (column, name) in table.columns.enumerated() where left[column] != right[column] {
            let (one, other) = (text(left[column]), text(right[column]))
            changes.append("\(name) is \(one) in the first book, \(other) in the second")
        }
        return "\(name(table, left)): \(changes.joined(separator: "; "))"
    }

    private static func text(_ value: Int64?) -> String { value.map { "\($0)" } ?? "null" }
}
