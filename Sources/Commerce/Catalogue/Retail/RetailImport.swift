package import Primitives
internal import Service
internal import Store

/// Makes the demo merchant's catalogue out of real order lines: UCI "Online Retail".
package enum RetailImport {
    /// How far the import is.
    package enum Progress: Hashable, Sendable {
        /// Lines are read: bytes so far, and bytes of the unpacked file if they are known.
        case reading(bytes: Int, of: Int?)
        /// Products are written: how many, and how many there will be.
        case writing(products: Int, of: Int)
    }

    /// Reads the packed file at `path` and fills the merchant's catalogue: categories, products,
    /// SKUs, a warehouse and its stock. The merchant has no products before.
    ///
    /// - Parameters:
    ///   - refusals: where to write the lines that were refused, each with the reason.
    ///   - progress: told how far it is; what it throws ends the import between two pieces.
    /// - Returns: what was read, what was refused and why; read lines are used or refused.
    package static func run(
        path: String, into catalogue: Catalogue, merchant: MerchantID,
        refusals: String? = nil, progress: (Progress) throws -> Void = { _ in }
    ) throws -> RetailReport {
        var lines = RetailLines()
        let file = RetailFile(path: path)
        let total = file.unpackedBytes()
        var bytes = 0
        try file.forEachPiece { piece in
            bytes += piece.count
            lines.append(piece)
            try progress(.reading(bytes: bytes, of: total))
        }
        lines.finish()
        if let refusals { try lines.refusals.write(to: refusals) }
        return try catalogue.fill(merchant, lines, progress)
    }
}

extension Catalogue {
    /// Writes the sample's products.
    func fill(
        _ merchant: MerchantID, _ lines: RetailLines,
        _ progress: (RetailImport.Progress) throws -> Void
    ) throws -> RetailReport {
        var report = lines.report
        for code in lines.codes where code.lines == 0 {
            report.codesRefused[code.mainRefusal ?? .unreadable, default: .init()].add(code.code)
        }
        report.codesUsed = lines.codes.count { $0.lines > 0 }
        let products = RetailVariants.group(lines.codes).map {
            RetailProduct($0, codes: lines.codes)
        }
        let used = Set(products.map(\.shelf))
        let now = clock.now()
        let (categories, warehouse) = try write { connection in
            (
                try Self.insert(RetailShelf.store, used: used, merchant, connection),
                try Self.insertWarehouse(merchant, "Main warehouse", connection)
            )
        }
        shelves.remove(merchant)
        report.categories = categories.count
        var start = 0
        while start < products.count {
            // Transactions of bounded length, as a spreadsheet's import has them.
            let part = products[start..<min(start + 500, products.count)]
            try write { connection in
                for product in part {
                    var draft = product.draft
                    draft.category = categories[product.shelf]
                    let id = try Self.insertProduct(
                        merchant, draft, skus: product.skus, now, connection)
                    for (sku, count) in zip(try Self.skus(id, connection), product.stock) {
                        let stock = WarehouseStock(
                            warehouse: warehouse.id, sku: sku.id, quantity: count, updatedAt: now,
                            version: 1)
                        try Self.put(stock, merchant, connection)
                    }
                }
            }
            report.products += part.count
            report.skus += part.reduce(0) { $0 + $1.skus.count }
            report.stockUnits += part.reduce(0) { $0 + $1.stock.reduce(0, +) }
            start = part.endIndex
            try progress(.writing(products: start, of: products.count))
        }
        return report
    }

    private static func insert(
        _ shelves: [RetailShelf], used: Set<String>, _ merchant: MerchantID,
        _ connection: Connection
    ) throws -> [String: CategoryID] {
        var ids: [String: CategoryID] = [:]
        func insert(_ shelf: RetailShelf, _ place: Int, _ parent: CategoryID?) throws {
            let name = LocalizedName(shelf.english, chinese: shelf.chinese)
            let draft = CategoryDraft(
                slug: shelf.slug, name: name, parent: parent, place: Int64(place))
            ids[shelf.slug] = try insertCategory(merchant, draft, connection).id
        }
        for (place, shelf) in shelves.enumerated() {
            let below = shelf.below.filter { used.contains($0.slug) }
            guard used.contains(shelf.slug) || !below.isEmpty else { continue }
            try insert(shelf, place, nil)
            for (index, child) in below.enumerated() { try insert(child, index, ids[shelf.slug]) }
        }
        return ids
    }
}
