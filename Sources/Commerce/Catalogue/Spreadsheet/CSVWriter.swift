/// Writes comma-separated values (RFC 4180) that a spreadsheet opens without running any of it.
struct CSVWriter {
    private(set) var bytes: [UInt8] = []

    /// Appends a record.
    mutating func write(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(Self.guarded(cell))
        }
        bytes += [0x0D, 0x0A]
    }

    /// Gives what was written and starts anew.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func append(_ cell: String) {
        let needsQuotes = cell.utf8.contains {
            $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
        }
        guard needsQuotes else {
            bytes += cell.utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A cell that a spreadsheet would run as a formula, with an apostrophe before it; a cell that
    /// looks as if it had one already gets another, so that `unguarded` gives back every cell.
    static func guarded(_ cell: String) -> String { isFormula(cell) ? "'" + cell : cell }

    /// The cell as it was before `guarded`.
    static func unguarded(_ cell: String) -> String {
        cell.utf8.first == UInt8(ascii: "'") && isFormula(cell) ? String(cell.dropFirst()) : cell
    }

    // Whether a formula's first character stands behind none or some apostrophes.
    private static func isFormula(_ cell: String) -> Bool {
        let first = cell.utf8.first { $0 != UInt8(ascii: "'") }
        return first.map { "=+-@\t\r".utf8.contains($0) } ?? false
    }
}
