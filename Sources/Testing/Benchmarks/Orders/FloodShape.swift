package import OrderCore
package import Primitives

/// What a flood of orders looks like: how many buyers and SKUs, and what an order asks for.
package struct FloodShape: Sendable {
    /// Buyers who order, evenly.
    package var buyers: UInt64 = 1_000_000
    /// SKUs, ordered by Zipf's law.
    package var skus: Int = 10_000
    /// Lines of each order.
    package var lines: Int = 1
    /// Units of one SKU that a buyer may take.
    package var limitPerBuyer: UInt32 = 100
    /// How long stock is held for the payment, in milliseconds.
    package var paymentWindow: Int64 = 900_000
    /// Units of each SKU: enough for everybody, so that every order is accepted.
    package var stock: Int64 = 1_000_000_000

    /// The flood of the main measure.
    package init() {}

    /// The merchant of the flood.
    package static let merchant = MerchantID(1)
    /// The sale of the flood.
    package static let sale = SaleID(1)

    /// The price of a SKU in minor units.
    @inline(__always) package static func price(_ sku: UInt64) -> MinorUnits {
        MinorUnits(100 + Int64(sku % 900))
    }

    /// The commands that set the sale up.
    package func setUp() -> [Command] {
        var commands: [Command] = [
            .setSale(
                SaleTerms(
                    merchant: Self.merchant, sale: Self.sale, startsAt: Timestamp(0),
                    currency: .yuan))
        ]
        for sku in 0..<UInt64(skus) {
            commands.append(
                .setItem(
                    ItemTerms(
                        merchant: Self.merchant, sale: Self.sale, sku: SKUID(sku),
                        unitPrice: Self.price(sku),
                        limitPerBuyer: limitPerBuyer)))
            commands.append(
                .changeStock(
                    ChangeStock(
                        merchant: Self.merchant, sale: Self.sale, sku: SKUID(sku), delta: stock,
                        reference: Reference(high: 1, low: sku))))
        }
        return commands
    }
}

/// Makes the orders of a flood, one after the other, from a seed.
package struct FloodSource: Sendable {
    private let shape: FloodShape
    private let popularity: ZipfSampler
    private var random: SeededRandom

    /// Starts the flood that belongs to `seed`.
    package init(_ shape: FloodShape, seed: UInt64) {
        self.shape = shape
        popularity = ZipfSampler(count: shape.skus)
        random = SeededRandom(seed: seed)
    }

    /// Adds `count` orders to a buffer, with `token` in each.
    package mutating func fill(
        _ buffer: CommandBufferWriter, count: Int, now: Timestamp, token: UInt64
    ) {
        for _ in 0..<count {
            let order = PlaceOrder(
                merchant: FloodShape.merchant,
                buyer: BuyerID(1 + ((random.next() >> 32) &* shape.buyers) >> 32),
                key: IdempotencyKey(high: random.next(), low: random.next()),
                paymentDeadline: now.adding(milliseconds: shape.paymentWindow))
            if shape.lines == 1 {
                let line = line()
                buffer.place(order, line: line, token: token)
            } else {
                let lines = (0..<shape.lines).map { _ in line() }
                buffer.place(order, lines: lines, token: token)
            }
        }
    }

    @inline(__always) private mutating func line() -> LineRequest {
        let sku = UInt64(popularity.next(using: &random))
        return LineRequest(
            sale: FloodShape.sale, sku: SKUID(sku), quantity: 1, unitPrice: FloodShape.price(sku))
    }
}
