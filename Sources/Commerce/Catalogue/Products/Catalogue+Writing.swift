package import Primitives
internal import Service
internal import Store

extension Catalogue {
    /// Makes a product with its SKUs.
    @discardableResult
    package func createProduct(_ merchant: MerchantID, _ draft: ProductDraft, skus: [SKUDraft] = [])
        throws -> ProductView
    {
        let now = clock.now()
        let made = try write { connection in
            let id = try Self.insertProduct(merchant, draft, skus: skus, now, connection)
            guard let view = try Self.view(id, connection) else {
                throw Problem.notFound("product")
            }
            return view
        }
        tell(merchant, .product(made.id))
        return made
    }

    /// Changes a product's words, pictures, options and status.
    @discardableResult
    package func updateProduct(
        _ merchant: MerchantID, _ id: ProductID, expectedVersion: Int64?, _ draft: ProductDraft
    ) throws -> ProductView {
        try changeProduct(merchant, id, expectedVersion) { product, connection in
            let draft = try Self.checked(draft, merchant, id, connection)
            let skus = try Self.skus(id, connection).map(\.draft)
            try SKUDraft.check(skus, options: draft.options, sizeHint: skus.count)
            product.draft = draft
        }
    }

    /// Changes a product's pictures, from what they are when nobody else changes it.
    @discardableResult
    package func updateMedia(
        _ merchant: MerchantID, _ id: ProductID, expectedVersion: Int64?,
        _ change: (inout [Media]) throws -> Void
    ) throws -> ProductView {
        try changeProduct(merchant, id, expectedVersion) { product, connection in
            try change(&product.draft.media)
            product.draft = try Self.checked(product.draft, merchant, id, connection)
        }
    }

    /// Adds a SKU to a product.
    @discardableResult
    package func createSKU(_ merchant: MerchantID, product: ProductID, _ draft: SKUDraft) throws
        -> SKU
    {
        var id = SKUID(0)
        let view = try changeProduct(merchant, product, nil) { product, connection in
            let skus = try Self.skus(product.id, connection).map(\.draft) + [draft]
            try SKUDraft.check(skus, options: product.draft.options)
            id = try Self.insertSKUs(merchant, product.id, [draft], connection)
        }
        guard let sku = view.skus.first(where: { $0.id == id }) else {
            throw Problem.notFound("SKU")
        }
        return sku
    }

    /// Changes a SKU; orders keep the price at which they were placed.
    @discardableResult
    package func updateSKU(
        _ merchant: MerchantID, _ id: SKUID, expectedVersion: Int64?, _ draft: SKUDraft
    ) throws -> SKU {
        guard let known = try sku(merchant, id) else { throw Problem.notFound("SKU") }
        let view = try changeProduct(merchant, known.product, nil) { product, connection in
            var skus = try Self.skus(product.id, connection)
            guard let place = skus.firstIndex(where: { $0.id == id }) else {
                throw Problem.notFound("SKU")
            }
            try Self.expect(expectedVersion, skus[place].version)
            let price = skus[place].price
            skus[place].draft = draft
            let others = skus[..<place] + skus[(place + 1)...]
            try SKUDraft.check(others.map(\.draft) + [draft], options: product.draft.options)
            try Self.updateSKU(skus[place], connection)
            if draft.price != price { try Self.notePrices([id], merchant, connection) }
        }
        guard let sku = view.skus.first(where: { $0.id == id }) else {
            throw Problem.notFound("SKU")
        }
        if sku.price != known.price { try tellPrices(merchant) }
        return sku
    }

    /// Throws 412 unless the version is the one that the client read.
    static func expect(_ expected: Int64?, _ version: Int64) throws(Problem) {
        guard let expected, expected != version else { return }
        throw Problem.versionMismatch
    }

    private func changeProduct(
        _ merchant: MerchantID, _ id: ProductID, _ expectedVersion: Int64?,
        _ change: (inout Product, Connection) throws -> Void
    ) throws -> ProductView {
        let now = clock.now()
        let (view, oldSlug) = try write { connection in
            guard var product = try Self.product(merchant, id, connection) else {
                throw Problem.notFound("product")
            }
            try Self.expect(expectedVersion, product.version)
            let oldSlug = product.slug
            try change(&product, connection)
            try Self.rewrite(product, now, connection)
            guard let view = try Self.view(id, connection) else {
                throw Problem.notFound("product")
            }
            return (view, oldSlug)
        }
        forget(id, of: merchant)
        if oldSlug != view.product.slug {
            for slug in [oldSlug, view.product.slug] {
                slugs.remove(MerchantSlug(merchant: merchant, slug: slug))
            }
        }
        return view
    }
}
