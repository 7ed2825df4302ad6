internal import Crypto
internal import HTTPTypes
internal import Identity
package import OpenPlatform
internal import OrderCore
internal import Orders
internal import Primitives
internal import Service

/// The real books as documents that two readings can be compared by: each says at which batch of
/// the journal it was read. Nothing that a rehearsal wrote is in them.
package enum BookOperations {
    /// Order numbers in one range: the order core numbers each order 2^28 behind the one before it,
    /// so that a range has 64 orders.
    private static let width: UInt64 = 64 << 28
    /// Ranges in one page at most: some thousand orders.
    private static let ranges = 32
    private static let count = Schema.integer(minimum: 0, maximum: 9_007_199_254_740_991)
    private static let pool = Schema.object([
        .required("position", count, "The batch of the journal at which this was read."),
        .required("pool", count), .required("sale", .identifier), .required("sku", .identifier),
        .required("given", count), .required("held", count), .required("sold", count),
    ])
    private static let sum = Schema.object([
        .required("currency", .currency), .required("total", count), .required("discount", count),
        .required("received", count), .required("refunded", count),
    ])
    private static let range = Schema.object([
        .required("position", count, "The batch of the journal at which this was read."),
        .required("from", count, "The first order number of the range."),
        .required("before", count, "The first one behind it."),
        .required("orders", count),
        .required(
            "digest", .text(minimum: 64, maximum: 64),
            "SHA-256 of each order's document, as getOrder gives it without an address, all joined "
                + "by XOR."),
        .required("statuses", .dictionary(count, maximum: 10)),
        .required("sums", .list(sum, maximum: 100)),
    ])

    /// The operations.
    package static func make(_ desk: OrderDesk) -> [Operation] { [stock(desk), orders(desk)] }

    private static func stock(_ desk: OrderDesk) -> Operation {
        Operation(
            "listBookStock", .get, "/v1/books/stock", tag: "Books",
            "The real stock of every pool, as the order book has it.", [.stockRead],
            query: [.limit, .after], success: .init(200, .page(pool))
        ) { call in
            desk.settleBook()
            let after = call.afterNumber.map { UInt32(clamping: $0) }
            let excerpt = try desk.book.stock(
                merchant: try call.merchant, after: after, limit: call.limit)
            return .page(excerpt.items, limit: call.limit, by: \.pool) { pool in
                [
                    "position": JSON(excerpt.position), "pool": JSON(pool.pool),
                    "sale": JSON(pool.sale.rawValue), "sku": JSON(pool.sku.rawValue),
                    "given": .integer(pool.given), "held": .integer(pool.held),
                    "sold": .integer(pool.sold),
                ]
            }
        }
    }

    private static func orders(_ desk: OrderDesk) -> Operation {
        Operation(
            "listBookOrders", .get, "/v1/books/orders", tag: "Books",
            "Counts, sums and digests of all real orders, 64 at a time.",
            [.ordersRead], query: [.after], success: .init(200, .page(range))
        ) { call in
            desk.settleBook()
            let merchant = try call.merchant
            var start = UInt64(clamping: call.afterNumber ?? 0)
            var items: [JSON] = []
            for _ in 0..<ranges {
                guard let first = try desk.book.firstOrder(from: OrderID(start)) else {
                    return .page(items, next: nil)
                }
                let from = first.rawValue / width * width
                start = from + width
                let excerpt = try desk.book.entries(
                    merchant: merchant, from: OrderID(from), upTo: OrderID(start))
                guard !excerpt.items.isEmpty else { continue }
                items.append(document(excerpt, from: from))
            }
            return .page(items, next: "\(start)")
        }
    }

    private static func document(_ excerpt: OrderBook.Excerpt<BookEntry>, from: UInt64) -> JSON {
        var digest = [UInt8](repeating: 0, count: SHA256.byteCount)
        var statuses: [String: Int64] = [:]
        var sums: [Currency: [Int64]] = [:]
        for entry in excerpt.items {
            for (index, byte) in SHA256.hash(data: OrderDesk.document(entry).bytes).enumerated() {
                digest[index] ^= byte
            }
            let order = entry.order
            statuses[OrderDesk.name(of: order.status), default: 0] += 1
            let amounts = [order.total, order.discount, order.received, order.refunded]
            let known = sums[order.currency] ?? [0, 0, 0, 0]
            // Sums of a damaged table wrap around rather than trap.
            sums[order.currency] = zip(known, amounts).map { $0 &+ $1.rawValue }
        }
        return [
            "position": JSON(excerpt.position), "from": JSON(from), "before": JSON(from + width),
            "orders": JSON(excerpt.items.count), "digest": .string(hexadecimal(digest)),
            "statuses": .object(
                statuses.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) }),
            "sums": .array(
                sums.sorted { $0.key < $1.key }.map { currency, amounts in
                    [
                        "currency": .string(currency.code), "total": .integer(amounts[0]),
                        "discount": .integer(amounts[1]), "received": .integer(amounts[2]),
                        "refunded": .integer(amounts[3]),
                    ]
                }),
        ]
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
