internal import Service

/// A products' spreadsheet as it was sent: its rows by product, in the file's order.
struct Sheet {
    /// Bytes of a file at most.
    static let maximumBytes = 32 << 20
    /// Rows of a file at most.
    static let maximumRows = 100_000

    private(set) var products: [[SheetRow]] = []
    private(set) var rowCount = 0
    private(set) var refused: [ImportReport.Refusal] = []
    private var places: [String: Int] = [:]

    /// Reads a file; one that is too large or has another header is refused as a whole.
    init(_ bytes: [UInt8]) throws(Problem) {
        guard bytes.count <= Self.maximumBytes else {
            throw Problem(413, "file_too_large", "A file may have 32 MiB: part it.")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Problem.field("", "must be a text in UTF-8")
        }
        var scanner = CSVScanner()
        scanner.append(bytes)
        scanner.finish()
        let columns = try Self.header(&scanner)
        while true {
            switch scanner.next() {
            case .end, .needsMore: return
            case .malformed(let reason):
                rowCount += 1
                refused.append(.init(scanner.line, nil, reason))
            case .record:
                if scanner.count == 1, scanner.bytes(0).isEmpty { continue }
                rowCount += 1
                add(scanner, columns)
            }
            guard rowCount <= Self.maximumRows else {
                throw Problem(413, "too_many_rows", "A file may have 100,000 rows: part it.")
            }
        }
    }

    private static func header(_ scanner: inout CSVScanner) throws(Problem) -> [SheetColumn] {
        guard scanner.next() == .record else {
            throw Problem.field("", "must start with a row of column names")
        }
        var columns: [SheetColumn] = []
        for index in 0..<scanner.count {
            let name = scanner.text(index)
            guard let column = SheetColumn(rawValue: name), !columns.contains(column) else {
                let names = SheetColumn.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem.field(
                    "", "has the column \"\(name.prefix(50))\", but each of these once: \(names)")
            }
            columns.append(column)
        }
        guard columns.contains(.slug) else { throw Problem.field("", "must have a column slug") }
        return columns
    }

    private mutating func add(_ scanner: CSVScanner, _ columns: [SheetColumn]) {
        guard scanner.count == columns.count else {
            refused.append(
                .init(
                    scanner.line, nil,
                    "has \(scanner.count) cells, and the header has \(columns.count)"))
            return
        }
        var row = SheetRow(line: scanner.line)
        for (index, column) in columns.enumerated() {
            row[column] = CSVWriter.unguarded(scanner.text(index))
        }
        guard let slug = row[.slug], !slug.isEmpty else {
            refused.append(.init(scanner.line, .slug, "is needed: it names the product"))
            return
        }
        if let place = places[slug] {
            products[place].append(row)
        } else {
            places[slug] = products.count
            products.append([row])
        }
    }
}
