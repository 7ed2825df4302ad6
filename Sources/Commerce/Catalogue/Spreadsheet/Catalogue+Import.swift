package import Primitives
internal import Service
internal import Store

extension Catalogue {
    /// Takes products and SKUs out of comma-separated values, as `exportCSV` writes them.
    ///
    /// A product is known by its slug and a SKU by its code; what the file does not name stays as
    /// it is. All rows of a product are taken, or none; the report names each row that was not.
    /// A file that is too large, not UTF-8 or has an unknown column is refused as a `Problem`.
    @discardableResult
    package func importCSV(_ merchant: MerchantID, _ bytes: [UInt8]) throws -> ImportReport {
        let sheet = try Sheet(bytes)
        let now = clock.now()
        var report = ImportReport()
        report.rows = sheet.rowCount
        report.refused = sheet.refused
        var start = 0
        while start < sheet.products.count {
            // Transactions of bounded length, so that others write in between.
            let part = sheet.products[start..<min(start + 500, sheet.products.count)]
            let done = try write { connection in
                var done = SheetImport(merchant, now, report)
                try done.take(part, connection)
                return done
            }
            report = done.report
            for id in done.changed { forget(id, of: merchant) }
            try tellPrices(merchant)
            start = part.endIndex
        }
        report.refused.sort { ($0.line, $0.column) < ($1.line, $1.column) }
        return report
    }
}
