/// What the importer of the sample made of its lines: nothing is dropped without being counted.
package struct RetailReport: Hashable, Sendable {
    /// Lines of one kind: how many, and the first few.
    package struct Tally: Hashable, Sendable {
        /// How many.
        package var count = 0
        /// The first ones, with their line numbers.
        package var examples: [String] = []

        mutating func add(_ example: @autoclosure () -> String) {
            count += 1
            if examples.count < 3 { examples.append(example()) }
        }
    }

    /// Lines in the file without its header.
    package var linesRead = 0
    /// Lines that count for a product.
    package var linesUsed = 0
    /// Lines that do not, by reason.
    package var refused: [RetailRefusal: Tally] = [:]
    /// Used lines whose code stood in lower case, counted for the code in upper case.
    package var codesInTwoCases = Tally()
    /// Stock codes that the file names, in upper case.
    package var codesRead = 0
    /// Stock codes that became SKUs.
    package var codesUsed = 0
    /// Stock codes of which no line could be used, by the reason that refused most of their lines.
    package var codesRefused: [RetailRefusal: Tally] = [:]
    /// What was made.
    package var products = 0
    /// What was made.
    package var skus = 0
    /// What was made, those without products left out.
    package var categories = 0
    /// Pieces in the warehouse.
    package var stockUnits: Int64 = 0

    /// Lines that were refused.
    package var linesRefused: Int { refused.values.reduce(0) { $0 + $1.count } }

    /// The report for a person, one line for each thing.
    package var lines: [String] {
        var lines = [
            "\(linesRead) lines read, \(linesUsed) used, \(linesRefused) refused",
            "\(codesRead) stock codes, \(codesUsed) used: \(products) products with \(skus) SKUs",
            "\(codesInTwoCases.count) used lines had their code in lower case",
        ]
        for reason in RetailRefusal.allCases {
            guard let tally = refused[reason] else { continue }
            lines.append("\(tally.count) lines refused: \(reason.explanation)")
            lines += tally.examples.map { "    \($0)" }
        }
        for reason in RetailRefusal.allCases {
            guard let tally = codesRefused[reason] else { continue }
            lines.append("\(tally.count) codes refused: \(reason.explanation)")
            lines += tally.examples.map { "    \($0)" }
        }
        return lines
    }
}
