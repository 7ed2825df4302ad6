internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Primitives
internal import Service

extension CatalogueOperations {
    private static let searchCursor = TextForm(
        pattern: "^(o(1000|[0-9]{1,3})|p[0-9]{1,15}[.][1-9][0-9]{0,14})?$",
        wanted: "the next of a page of the same search"
    ) { text in
        let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        func isNumber(_ part: Int, _ digits: ClosedRange<Int>) -> Bool {
            digits.contains(parts[part].utf8.count)
                && parts[part].utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        switch text.utf8.first {
        case nil: return true
        case UInt8(ascii: "o"):
            return parts.count == 1 && (isNumber(0, 1...3) || parts[0] == "1000")
        case UInt8(ascii: "p"):
            return parts.count == 2 && isNumber(0, 1...15) && isNumber(1, 1...15)
                && !parts[1].hasPrefix("0")
        default: return false
        }
    }
    private static let query: [Parameter] = [
        .limit, .after(searchCursor),
        .optional("q", .text(maximum: 200), "Words, a code, or Chinese; misspelt words too."),
        .optional("category", .identifier, "This category and those below it."),
        .optional(
            "price_from", .integer(minimum: 0, maximum: CatalogueLimits.price),
            "At least so dear, in minor units."),
        .optional(
            "price_to", .integer(minimum: 0, maximum: CatalogueLimits.price),
            "At most so dear, in minor units."),
        .optional(
            "status", CatalogueForms.status, "For staff; others see what is published."),
        .optional(
            "sort", .choice(SearchRequest.Sort.allCases.map(\.rawValue)),
            "By relevance unless told; the newest first without words."),
    ]

    var productOperations: [Operation] {
        [
            Operation(
                "listProducts", .get, "/v1/products", tag: "Products",
                "Lists or finds products.", [.storeRead, .catalogueRead], query: Self.query,
                success: .init(200, CatalogueForms.products), listProducts),
            Operation(
                "createProduct", .post, "/v1/products", tag: "Products",
                "Makes a product, with its SKUs if they are there.", [.catalogueWrite],
                body: .json(CatalogueForms.newProduct),
                success: .init(201, CatalogueForms.product), conflicts: ["code_taken"],
                isCreation: true, createProduct),
            Operation(
                "getProduct", .get, "/v1/products/{product}", tag: "Products",
                "Shows a product.", [.storeRead, .catalogueRead],
                success: .init(200, CatalogueForms.product)
            ) { call in
                reply(try visible(call))
            },
            Operation(
                "editProduct", .patch, "/v1/products/{product}", tag: "Products",
                "Changes a product; what is left out stays.", [.catalogueWrite],
                body: .json(CatalogueForms.productEdit),
                success: .init(200, CatalogueForms.product), needsVersion: true
            ) { call in
                try edit(call, "product.edit") { CatalogueForms.read(call.body, &$0) }
            },
        ]
    }

    /// The product that the path names, where the caller may see it.
    func visible(_ call: Call) throws -> ProductView {
        let view = try product(call)
        guard view.product.status == .published || call.principal.may(.catalogueRead) else {
            throw Problem.notFound("product")
        }
        return view
    }

    private func listProducts(_ call: Call) throws -> Reply {
        let query = call.request.query
        let maySeeAll = call.principal.may(.catalogueRead)
        let status = query["status"].flatMap(ProductStatus.init(rawValue:))
        let found = try catalogue.search(
            try call.merchant,
            SearchRequest(
                query["q"] ?? "",
                category: query["category"].flatMap { UInt64($0) }.map { CategoryID($0) },
                priceFrom: query["price_from"].flatMap { Int64($0) },
                priceTo: query["price_to"].flatMap { Int64($0) },
                status: maySeeAll ? status : .published,
                sort: query["sort"].flatMap(SearchRequest.Sort.init(rawValue:)) ?? .relevance,
                after: call.after, limit: call.limit))
        return .json([
            "items": .array(found.page.products.map { CatalogueForms.json(shown($0, maySeeAll)) }),
            "next": JSON(found.page.next), "corrected": JSON(found.corrected),
            "is_loose": .bool(found.isLoose),
        ])
    }

    /// What buyers may see of it: SKUs on sale alone.
    private func shown(_ view: ProductView, _ maySeeAll: Bool) -> ProductView {
        var view = view
        if !maySeeAll { view.skus = view.skusOnSale }
        return view
    }

    private func createProduct(_ call: Call) throws -> Reply {
        var draft = ProductDraft(name: LocalizedName(""))
        CatalogueForms.read(call.body, &draft)
        let skus = (call.body["skus"]?.array ?? []).map(CatalogueForms.newSKU)
        let view = try catalogue.createProduct(try call.merchant, draft, skus: skus)
        try record(call, "product.create", "product", "\(view.id)")
        return reply(view, status: 201)
    }

    private func edit(
        _ call: Call, _ action: String, _ change: (inout ProductDraft) -> Void
    ) throws -> Reply {
        let version = try call.expectedVersion()
        let known = try product(call).product
        if let version, version != known.version { throw Problem.versionMismatch }
        var draft = known.draft
        change(&draft)
        // By the version that was read here, so that no edit in between is lost.
        let view = try catalogue.updateProduct(
            known.merchant, known.id, expectedVersion: known.version, draft)
        try record(call, action, "product", "\(view.id)")
        return reply(view)
    }

    func product(_ call: Call) throws -> ProductView {
        let id = ProductID(try number(call, "product"))
        guard let view = try catalogue.product(try call.merchant, id) else {
            throw Problem.notFound("product")
        }
        let maySeeAll = call.principal.may(.catalogueRead)
        return shown(view, maySeeAll)
    }

    private func reply(_ view: ProductView, status: Int = 200) -> Reply {
        .versioned(CatalogueForms.json(view), version: view.product.version, status: status)
    }
}
