package import Primitives
internal import Service
internal import Store

extension Catalogue {
    /// Finds a merchant's products: a code first, then by words with the name above the rest, then
    /// with spelling mended, then with some of the words alone.
    ///
    /// Whether a product is in stock is the order core's knowledge: the caller filters by it. Of a
    /// vague search the best 1,000 hits are ranked.
    package func search(_ merchant: MerchantID, _ request: SearchRequest) throws -> SearchResult {
        try request.check()
        let terms = SearchTerms(request.words)
        let filters = SearchTables.filters(merchant, request)
        guard !terms.isEmpty else { return try list(merchant, request, filters) }
        let start = try SearchCursor.offset(request.after)
        let found = try read { try Self.match(merchant, terms, request.words, filters, $0) }
        let sorted = Self.sort(found.hits, request.sort)
        let ids = sorted.dropFirst(start).prefix(request.limit).map(\.product)
        let end = start + ids.count
        let page = ProductPage(
            try products(merchant, ids),
            next: end < sorted.count ? SearchCursor.text(offset: end) : nil)
        return SearchResult(page: page, corrected: found.corrected, isLoose: found.isLoose)
    }

    private struct Match {
        var hits: [SearchTables.Hit]
        var corrected: String?
        var isLoose = false
    }

    private static func match(
        _ merchant: MerchantID, _ terms: SearchTerms, _ text: String, _ filters: [SQLValue],
        _ connection: Connection
    ) throws -> Match {
        let code = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let codes = try SearchTables.codeHits(code, filters, connection)
        var hits = merge(codes, try hits(terms, filters, connection))
        if !hits.isEmpty { return Match(hits: hits) }
        let corrected = try correct(terms, merchant, connection)
        if corrected != terms {
            hits = try Self.hits(corrected, filters, connection)
            if !hits.isEmpty {
                let words = (corrected.words + corrected.runs).joined(separator: " ")
                return Match(hits: hits, corrected: words)
            }
        }
        hits = try looseHits(corrected, filters, connection)
        return Match(hits: hits, isLoose: !hits.isEmpty)
    }

    /// Products that have all words and all runs.
    private static func hits(
        _ terms: SearchTerms, _ filters: [SQLValue], _ connection: Connection
    ) throws -> [SearchTables.Hit] {
        var hits: [SearchTables.Hit]?
        if !terms.words.isEmpty {
            hits = try SearchTables.wordHits(terms.words, filters, connection)
        }
        for run in terms.runs {
            let found = try SearchTables.runHits(run, filters, connection)
            guard let before = hits else {
                hits = found
                continue
            }
            let ids = Set(found.map(\.product))
            hits = before.filter { ids.contains($0.product) }
        }
        return hits ?? []
    }

    private static func looseHits(
        _ terms: SearchTerms, _ filters: [SQLValue], _ connection: Connection
    ) throws -> [SearchTables.Hit] {
        var hits: [SearchTables.Hit] = []
        if terms.words.count + terms.runs.count > 1 {
            hits = try SearchTables.wordHits(terms.words, any: true, filters, connection)
        }
        for run in terms.runs {
            let found = try SearchTables.runHits(run, loose: true, filters, connection)
            hits = merge(hits, found)
        }
        return Array(hits.prefix(100))
    }

    /// Each word that no product has, exchanged for the one that was likely meant.
    private static func correct(
        _ terms: SearchTerms, _ merchant: MerchantID, _ connection: Connection
    ) throws -> SearchTerms {
        var terms = terms
        let anything = SearchTables.filters(merchant, SearchRequest(status: nil))
        for (index, word) in terms.words.enumerated() {
            let known = try SearchTables.wordHits([word], anything, connection)
            guard known.isEmpty else { continue }
            let names = try SearchTables.namesNear(word, merchant, connection)
            if let meant = Spelling.correction(of: word, among: names) {
                terms.words[index] = meant
            }
        }
        return terms
    }

    /// The first list, then what the second one has beyond it.
    private static func merge(_ first: [SearchTables.Hit], _ second: [SearchTables.Hit])
        -> [SearchTables.Hit]
    {
        if first.isEmpty { return second }
        let ids = Set(first.map(\.product))
        return first + second.filter { !ids.contains($0.product) }
    }

    private static func sort(_ hits: [SearchTables.Hit], _ sort: SearchRequest.Sort)
        -> [SearchTables.Hit]
    {
        switch sort {
        case .relevance: hits
        case .newest: hits.sorted { $0.product > $1.product }
        case .priceUp: hits.sorted { ($0.price, $0.product) < ($1.price, $1.product) }
        case .priceDown:
            hits.sorted { left, right in
                let prices = [left, right].map { $0.price == .max ? -1 : $0.price }
                return (prices[1], left.product) < (prices[0], right.product)
            }
        }
    }

    private func list(_ merchant: MerchantID, _ request: SearchRequest, _ filters: [SQLValue])
        throws -> SearchResult
    {
        let after = try SearchCursor.place(request.after)
        let hits = try read { connection in
            try SearchTables.list(
                request.sort, after: after, limit: request.limit + 1, filters, connection)
        }
        let shown = hits.prefix(request.limit)
        let next = hits.count > request.limit ? shown.last.map(SearchCursor.text) : nil
        let page = ProductPage(try products(merchant, shown.map(\.product)), next: next)
        return SearchResult(page: page, corrected: nil, isLoose: false)
    }
}

extension SearchRequest {
    /// Throws what is wrong with it.
    func check() throws(Problem) {
        var checks = FieldChecks()
        checks.require((1...100).contains(limit), "query:limit", "must be 1 to 100")
        checks.require(
            words.unicodeScalars.count <= 200, "query:q", "must have at most 200 characters")
        checks.require((priceFrom ?? 0) >= 0, "query:price_from", "must not be negative")
        checks.require((priceTo ?? 0) >= 0, "query:price_to", "must not be negative")
        try checks.finish()
    }
}
