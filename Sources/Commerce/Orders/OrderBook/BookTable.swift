/// A table by its name and columns, all of them BIGINT, and the statements that follow from these.
struct BookTable: Sendable {
    let name: String
    /// Columns of the primary key, in its order; they come first in every statement.
    let key: [String]
    let columns: [String]
    /// `INSERT` of a whole row: `$1` is the first column.
    let insert: String
    /// `INSERT` of `rowsInBulk` rows, one row's parameters after the other's.
    let insertBulk: String
    /// Like `insert`; a row with the same key is overwritten.
    let upsert: String
    /// Every column, without a condition.
    let select: String

    /// Rows that one statement inserts where many are to be.
    static let rowsInBulk = 32

    /// Describes a table; `columns` are those that are not in the key.
    init(_ name: String, key: [String], columns: [String]) {
        self.name = name
        self.key = key
        self.columns = key + columns
        let names = self.columns.joined(separator: ", ")
        let count = self.columns.count
        let places = (0..<Self.rowsInBulk).map { row in
            "(" + (1...count).map { "$\(row * count + $0)" }.joined(separator: ", ") + ")"
        }
        insert = "INSERT INTO \(name) (\(names)) VALUES \(places[0])"
        insertBulk = "INSERT INTO \(name) (\(names)) VALUES \(places.joined(separator: ", "))"
        let changes = columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        upsert = "\(insert) ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(changes)"
        select = "SELECT \(names) FROM \(name)"
    }

    /// Rows in the key's order, of which the first `$1` are wanted.
    var firstPage: String { "\(select) ORDER BY \(key.joined(separator: ", ")) LIMIT $1" }

    /// Rows after the key `$2`, `$3`, …, of which the first `$1` are wanted.
    var nextPage: String {
        let names = key.joined(separator: ", ")
        let places = key.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
        return "\(select) WHERE (\(names)) > (\(places)) ORDER BY \(names) LIMIT $1"
    }
}
