/// What became of an imported spreadsheet.
package struct ImportReport: Hashable, Sendable {
    /// A row that was not taken, and why.
    package struct Refusal: Hashable, Sendable {
        /// The line in the file, from 1; the header is on 1.
        package var line: Int
        /// The column's name; empty when the whole row is meant.
        package var column: String
        /// Why, for a person.
        package var reason: String

        init(_ line: Int, _ column: SheetColumn?, _ reason: String) {
            self.line = line
            self.column = column?.rawValue ?? ""
            self.reason = reason
        }
    }

    /// Rows in the file without its header.
    package var rows = 0
    /// Products that are new.
    package var productsCreated = 0
    /// Products of which something changed.
    package var productsUpdated = 0
    /// Products that were as in the file.
    package var productsUnchanged = 0
    /// SKUs that are new.
    package var skusCreated = 0
    /// Rows that were not taken, by line. A product with one such row is left as it was.
    package var refused: [Refusal] = []
}
