/// Reads CSV: rows of a network, or of a first and a last address, and four words. In any order;
/// no address may be in two rows.
enum CSVSource {
    private struct Run {
        var bounds: ClosedRange<UInt128>
        var place: UInt32
        var line: Int
    }

    static func read(_ bytes: [UInt8]) throws(IPLibraryError) -> AddressSource {
        var source = AddressSource(.csv)
        var runs: [IPFamily: [Run]] = [:]
        var columns: CSVColumns?
        for row in CSVRows(bytes) where row.fields.first?.hasPrefix("#") != true {
            if columns == nil {
                columns = CSVColumns(head: row.fields)
                if columns != nil { continue }
            }
            let known = columns ?? CSVColumns(firstRow: row.fields)
            columns = known
            guard let (family, bounds) = known.bounds(row.fields) else {
                throw IPLibraryError(
                    .corrupt,
                    "line \(row.line): neither a network such as 192.0.2.0/24 (no bits set past "
                        + "its length) nor a first and a last address")
            }
            let place = try source.number(of: known.place(row.fields))
            runs[family, default: []].append(Run(bounds: bounds, place: place, line: row.line))
        }
        for family in IPFamily.allCases {
            let sorted = (runs[family] ?? []).sorted {
                ($0.bounds.lowerBound, $0.line) < ($1.bounds.lowerBound, $1.line)
            }
            for (run, next) in zip(sorted, sorted.dropFirst())
            where next.bounds.lowerBound <= run.bounds.upperBound {
                let address = IPAddress(family, bits: next.bounds.lowerBound)
                throw IPLibraryError(
                    .contradiction, "lines \(run.line) and \(next.line) both speak of \(address)")
            }
            for run in sorted { try source.append(family, run.bounds, place: run.place) }
        }
        guard columns != nil else { throw IPLibraryError(.unknownForm, "there is no row in it") }
        return source
    }
}
