internal import Catalogue
internal import HTTPTypes
internal import Identity
package import OpenPlatform
internal import Primitives
internal import Service

/// The operations on a buyer's cart, the one that the store's pages show.
///
/// An order is made of it by `POST /v1/orders` with the lines that `order` holds: one way to order,
/// and the prices in it are those that the buyer saw.
package struct CartOperations: Sendable {
    private let carts: Carts
    private let prices: CartPrices

    /// Joins carts and prices.
    package init(_ carts: Carts, _ prices: CartPrices) {
        self.carts = carts
        self.prices = prices
    }

    /// All of them.
    package var all: [Operation] {
        let answer = Operation.Success(200, Self.cart)
        let quantity = Schema.integer(minimum: 1, maximum: Int64(Carts.maximumQuantity))
        let sale = Schema.Property.optional(
            "sale", .integer(minimum: 1, maximum: 4_294_967_295),
            "The sale that it is taken from; `lost_sale` says when that has another price.")
        return [
            Operation(
                "getCart", .get, "/v1/cart", tag: "Cart",
                "Shows the buyer's cart at the prices of the moment.", [.cartOwn], success: answer
            ) { call in try show(owner(call), call) },
            Operation(
                "addToCart", .post, "/v1/cart/lines", tag: "Cart",
                "Adds units of a SKU to the cart.", [.cartOwn],
                body: .json(
                    .object([
                        .required("sku", .identifier), .required("quantity", quantity), sale,
                    ])),
                success: answer, conflicts: ["cart_full"], isCreation: true
            ) { call in
                let line = try line(call, UInt64(clamping: call.body["sku"]?.integer ?? 0))
                return try show(carts.add(line, to: owner(call)), call)
            },
            Operation(
                "setCartLine", .put, "/v1/cart/lines/{sku}", tag: "Cart",
                "Sets how many of a SKU are in the cart.", [.cartOwn],
                body: .json(.object([.required("quantity", quantity), sale])),
                success: answer, conflicts: ["cart_full"], needsVersion: true
            ) { call in
                let line = try line(call, UInt64(try call.identifier("sku")))
                return try show(
                    carts.put(line, in: owner(call), ifVersion: call.expectedVersion()), call)
            },
            Operation(
                "removeCartLine", .delete, "/v1/cart/lines/{sku}", tag: "Cart",
                "Takes a SKU out of the cart.", [.cartOwn], success: answer, needsVersion: true
            ) { call in
                let sku = SKUID(UInt64(try call.identifier("sku")))
                return try show(
                    carts.set(sku, 0, in: owner(call), ifVersion: call.expectedVersion()), call)
            },
            Operation(
                "clearCart", .delete, "/v1/cart", tag: "Cart",
                "Takes everything out of the cart.", [.cartOwn], success: answer,
                needsVersion: true
            ) { call in
                try show(carts.clear(owner(call), ifVersion: call.expectedVersion()), call)
            },
        ]
    }

    /// Visitors of the pages have carts too, by their browser; here whoever asks has signed in.
    private func owner(_ call: Call) throws(Problem) -> CartOwner {
        guard let buyer = call.buyer else { throw .unauthorized }
        return CartOwner(buyer: buyer, merchant: try call.merchant)
    }

    private func line(_ call: Call, _ sku: UInt64) throws -> CartLine {
        guard call.buyer != nil else { throw Problem.unauthorized }
        guard let found = try prices.published(SKUID(sku), of: try call.merchant) else {
            throw Problem.notFound("SKU")
        }
        let sale = call.body["sale"]?.integer.flatMap { UInt32(exactly: $0) }
        return CartLine(
            sku: found.id, sale: sale.map { SaleID($0) },
            quantity: UInt32(clamping: call.body["quantity"]?.integer ?? 1))
    }

    private func show(_ outcome: Carts.Outcome, _ call: Call) throws -> Reply {
        switch outcome {
        case .done: return try show(owner(call), call)
        case .full:
            throw Problem(
                409, "cart_full", "A cart takes \(Carts.maximumLines) lines: take one out first.")
        case .missing: throw Problem.notFound("line")
        case .outdated: throw Problem.versionMismatch
        }
    }

    private func show(_ owner: CartOwner, _ call: Call) throws -> Reply {
        let cart = try carts.cart(owner)
        let lines = try cart.lines.compactMap {
            try prices.priced($0, of: call.merchant, at: call.now)
        }
        return .versioned(Self.document(lines), version: cart.version)
    }
}
