internal import Primitives
internal import Service
internal import Store

/// Takes a part of a spreadsheet's products, inside one transaction.
struct SheetImport {
    private let merchant: MerchantID
    private let now: Timestamp
    private(set) var report: ImportReport
    private(set) var changed: [ProductID] = []
    private var categories: [String: CategoryID] = [:]
    private var refusals: [ImportReport.Refusal] = []

    init(_ merchant: MerchantID, _ now: Timestamp, _ report: ImportReport) {
        self.merchant = merchant
        self.now = now
        self.report = report
    }

    /// Takes products: all rows of each, or none.
    mutating func take(_ products: ArraySlice<[SheetRow]>, _ connection: Connection) throws {
        for category in try Catalogue.categories(merchant, connection) {
            categories[category.slug] = category.id
        }
        for rows in products {
            refusals.removeAll()
            try take(rows, connection)
            guard !refusals.isEmpty else { continue }
            let named = Set(refusals.map(\.line))
            let line = refusals[0].line
            let others = rows.filter { !named.contains($0.line) }.map {
                ImportReport.Refusal($0.line, nil, "its product has a wrong cell in line \(line)")
            }
            report.refused += refusals + others
        }
    }

    private mutating func take(_ rows: [SheetRow], _ connection: Connection) throws {
        guard let head = rows.first, let slug = head[.slug] else { return }
        let known = try connection.first(
            "SELECT \(Product.columns) FROM products WHERE merchant = $1 AND slug = $2",
            [merchant.value, .text(slug)]
        ) { row throws(StoreError) in try Product(row) }
        let knownSKUs = try known.map { try Catalogue.skus($0.id, connection) } ?? []

        checkRepeats(rows)
        var refused: [ImportReport.Refusal] = []
        let draft = head.product(upon: known?.draft, categories: categories) { column, reason in
            refused.append(.init(head.line, column, reason))
        }
        var skus = knownSKUs.map { (id: Optional($0.id), draft: $0.draft, line: head.line) }
        var touched: [Int] = []
        for row in rows {
            let place = skus.firstIndex { $0.draft.code == row[.code] }
            let base = place.map { skus[$0].draft }
            let read = row.sku(upon: base) { refused.append(.init(row.line, $0, $1)) }
            guard let read else {
                if rows.count > 1 { refused.append(.init(row.line, .code, "is needed")) }
                continue
            }
            if let place, touched.contains(place) {
                refused.append(.init(row.line, .code, "stands in the file twice"))
            } else if let place {
                skus[place].draft = read
                skus[place].line = row.line
                touched.append(place)
            } else {
                touched.append(skus.count)
                skus.append((nil, read, row.line))
            }
        }
        refusals += refused
        guard refusals.isEmpty else { return }
        check(draft, skus.map { ($0.draft, $0.line) }, head.line)
        try checkCodes(skus.map { ($0.id, $0.draft.code, $0.line) }, connection)
        guard refusals.isEmpty else { return }
        try write(known, draft, knownSKUs, skus.map { ($0.id, $0.draft) }, connection)
    }

    private mutating func write(
        _ known: Product?, _ draft: ProductDraft, _ knownSKUs: [SKU],
        _ skus: [(id: SKUID?, draft: SKUDraft)], _ connection: Connection
    ) throws {
        let new = skus.filter { $0.id == nil }.map(\.draft)
        report.skusCreated += new.count
        guard var product = known else {
            changed.append(
                try Catalogue.insertProduct(merchant, draft, skus: new, now, connection))
            report.productsCreated += 1
            return
        }
        let edited = knownSKUs.compactMap { sku -> SKU? in
            guard let draft = skus.first(where: { $0.id == sku.id })?.draft, draft != sku.draft
            else { return nil }
            var sku = sku
            sku.draft = draft
            return sku
        }
        guard draft != product.draft || !edited.isEmpty || !new.isEmpty else {
            report.productsUnchanged += 1
            return
        }
        for sku in edited { try Catalogue.updateSKU(sku, connection) }
        let priced = edited.filter { sku in
            knownSKUs.first { $0.id == sku.id }?.price != sku.price
        }
        try Catalogue.notePrices(priced.map(\.id), merchant, connection)
        if !new.isEmpty {
            _ = try Catalogue.insertSKUs(merchant, product.id, new, connection)
        }
        product.draft = draft
        try Catalogue.rewrite(product, now, connection)
        changed.append(product.id)
        report.productsUpdated += 1
    }

    /// In further rows the cells of the product are empty, or the same as in the first.
    private mutating func checkRepeats(_ rows: [SheetRow]) {
        guard let head = rows.first else { return }
        for row in rows.dropFirst() {
            for column in SheetColumn.allCases where column.isOfProduct {
                guard let text = row[column], !text.isEmpty, text != head[column] else { continue }
                refusals.append(
                    .init(row.line, column, "differs from line \(head.line) of the same product"))
            }
        }
    }

    private mutating func check(
        _ draft: ProductDraft, _ skus: [(draft: SKUDraft, line: Int)], _ line: Int
    ) {
        var checks = FieldChecks()
        draft.check(&checks)
        checks.slug(draft.slug, "/slug")
        for error in checks.errors {
            refusals.append(.init(line, SheetColumn(pointer: error.pointer), error.message))
        }
        do {
            // The hint makes every error name its SKU by its place.
            try SKUDraft.check(skus.map(\.draft), options: draft.options, sizeHint: 2)
        } catch {
            for field in error.fields {
                let place = field.pointer.split(separator: "/").compactMap { Int($0) }.first
                let at = place.map { skus[$0].line } ?? line
                refusals.append(.init(at, SheetColumn(pointer: field.pointer), field.message))
            }
        }
    }

    private mutating func checkCodes(
        _ skus: [(id: SKUID?, code: String, line: Int)], _ connection: Connection
    ) throws {
        for (id, code, line) in skus where id == nil {
            let owner = try connection.first(
                "SELECT id FROM skus WHERE merchant = $1 AND code = $2",
                [merchant.value, .text(code)]
            ) { row throws(StoreError) in try row.integer(0) }
            if owner != nil {
                refusals.append(.init(line, .code, "belongs to another product of the store"))
            }
        }
    }
}
