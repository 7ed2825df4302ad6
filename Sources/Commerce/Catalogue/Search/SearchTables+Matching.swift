internal import Primitives
internal import Store

// SQLite only, as `SearchTables`.
extension SearchTables {
    /// Hits that are ranked at most; beyond, the search is too vague for the rest to matter.
    static let maximumHits = 1000

    /// A product that matches.
    struct Hit {
        var product: ProductID
        /// Lower is better.
        var score: Double
        /// The lowest price; `Int64.max` without one.
        var price: Int64
    }

    /// What all queries filter by, as parameters `$2` to `$6`.
    static func filters(_ merchant: MerchantID, _ request: SearchRequest) -> [SQLValue] {
        [
            merchant.value, .integer(request.status?.number ?? -1),
            request.category?.value ?? .integer(-1), .integer(request.priceFrom ?? -1),
            .integer(request.priceTo ?? -1),
        ]
    }

    static let filter = """
        p.merchant = $2 AND ($3 < 0 OR p.status = $3)
            AND ($4 < 0 OR p.category IN (SELECT id FROM categories WHERE id = $4 OR parent = $4))
            AND ($5 < 0 OR p.price_to >= $5) AND ($6 < 0 OR p.price_from <= $6)
        """

    /// The product whose SKU has exactly this code or barcode.
    static func codeHits(_ text: String, _ filters: [SQLValue], _ connection: Connection)
        throws(StoreError) -> [Hit]
    {
        try hits(
            """
            SELECT p.id, -1e6, p.price_from FROM products p
            WHERE \(filter) AND p.id IN (
                SELECT product FROM skus
                WHERE merchant = $2 AND (code IN ($1, $7, $8) OR barcode = $1))
            ORDER BY p.id LIMIT 20
            """,
            [.text(text)] + filters + [.text(text.uppercased()), .text(text.lowercased())],
            connection)
    }

    /// Products with all of the words, or with any: the last one may be the start of a word.
    static func wordHits(
        _ words: [String], any: Bool = false, _ filters: [SQLValue], _ connection: Connection
    ) throws(StoreError) -> [Hit] {
        guard let last = words.last else { return [] }
        let quoted = words.dropLast().map { "\"\($0)\"" }
        let final = last.unicodeScalars.count > 1 ? "(\"\(last)\" OR \"\(last)\" *)" : "\"\(last)\""
        return try hits(
            """
            SELECT p.id, bm25(product_words, 10.0, 8.0, 1.5, 6.0, 1.0), p.price_from
            FROM product_words JOIN products p ON p.id = product_words.rowid
            WHERE product_words MATCH $1 AND \(filter)
            ORDER BY 2, p.id LIMIT \(maximumHits)
            """, [.text((quoted + [final]).joined(separator: any ? " OR " : " AND "))] + filters,
            connection)
    }

    /// Products with a run of Chinese characters; with all its characters, if `loose`.
    static func runHits(
        _ run: String, loose: Bool = false, _ filters: [SQLValue], _ connection: Connection
    ) throws(StoreError) -> [Hit] {
        let isLong = run.unicodeScalars.count >= 3
        if isLong && !loose {
            return try hits(
                """
                SELECT p.id, bm25(product_trigrams, 10.0, 3.0, 1.0), p.price_from
                FROM product_trigrams JOIN products p ON p.id = product_trigrams.rowid
                WHERE product_trigrams MATCH $1 AND \(filter)
                ORDER BY 2, p.id LIMIT \(maximumHits)
                """, [.text("\"\(run)\"")] + filters, connection)
        }
        // Below three characters the tokenizer finds nothing: a look at each text. Ideographs mean
        // nothing to LIKE but themselves.
        let parts = loose ? run.unicodeScalars.map { "%\($0)%" } : ["%\(run)%"]
        let places = parts.indices.map { "$\($0 + 7)" }
        func all(_ column: String) -> String {
            places.map { "\(column) LIKE \($0)" }.joined(separator: " AND ")
        }
        let whole = "(t.name || ' ' || t.category || ' ' || t.description)"
        return try hits(
            """
            SELECT p.id, CASE WHEN \(all("t.name")) THEN -2.0 WHEN \(all("t.category")) THEN -1.0
                ELSE 0.0 END, p.price_from
            FROM product_trigrams t JOIN products p ON p.id = t.rowid
            WHERE $1 = $1 AND \(filter) AND \(all(whole))
            ORDER BY 2, length(t.name), p.id LIMIT \(maximumHits)
            """, [.text(run)] + filters + parts.map { .text($0) }, connection)
    }

    /// The names that share most with a misspelt word.
    static func namesNear(_ word: String, _ merchant: MerchantID, _ connection: Connection)
        throws(StoreError) -> [String]
    {
        let parts = Set(Spelling.trigrams(word)).sorted().prefix(30)
        guard !parts.isEmpty else { return [] }
        let pattern = "name : (" + parts.map { "\"\($0)\"" }.joined(separator: " OR ") + ")"
        return try connection.all(
            """
            SELECT p.name || ' ' || coalesce(p.name_zh, '')
            FROM product_trigrams JOIN products p ON p.id = product_trigrams.rowid
            WHERE product_trigrams MATCH $1 AND p.merchant = $2
            ORDER BY bm25(product_trigrams, 1.0, 0.0, 0.0) LIMIT 300
            """, [.text(pattern), merchant.value]
        ) { row throws(StoreError) in try row.text(0) }
    }

    /// All products that pass the filter, in the order of a list, from a place in it on.
    static func list(
        _ sort: SearchRequest.Sort, after: (price: Int64, id: Int64)?, limit: Int,
        _ filters: [SQLValue], _ connection: Connection
    ) throws(StoreError) -> [Hit] {
        // A product without price stands behind those with one, whichever way the prices run.
        let price = "coalesce(p.price_from, \(sort == .priceDown ? -1 : Int64.max))"
        let (place, order) =
            switch sort {
            case .relevance, .newest: ("p.id < $8", "p.id DESC")
            case .priceUp: ("(\(price), p.id) > ($7, $8)", "\(price), p.id")
            case .priceDown: ("(\(price), -p.id) < ($7, -$8)", "\(price) DESC, p.id")
            }
        return try hits(
            """
            SELECT p.id, 0.0, \(price) FROM products p
            WHERE \(filter) AND ($1 = 0 OR ($7 = $7 AND \(place)))
            ORDER BY \(order) LIMIT $9
            """,
            [.integer(after == nil ? 0 : 1)] + filters
                + [.integer(after?.price ?? 0), .integer(after?.id ?? 0), SQLValue(limit)],
            connection)
    }

    private static func hits(_ sql: String, _ parameters: [SQLValue], _ connection: Connection)
        throws(StoreError) -> [Hit]
    {
        try connection.all(sql, parameters) { row throws(StoreError) in
            Hit(
                product: ProductID(try row.unsigned(0)), score: try row.double(1),
                price: try row.optionalInteger(2) ?? .max)
        }
    }
}
