internal import HTTPTypes
internal import Identity
package import OpenPlatform
internal import OrderCore
internal import Orders
internal import Primitives
internal import Service

/// The operations on orders.
package enum OrderOperations {
    /// The form of the body of `POST /v1/orders`.
    package static let wish = Schema.named(
        "OrderRequest",
        .object([
            .required(
                "lines",
                .list(
                    .object([
                        .required("sku", .identifier),
                        .required("quantity", .integer(minimum: 1, maximum: 1_000_000)),
                        .optional(
                            "sale", .integer(minimum: 1, maximum: 4_294_967_295),
                            "The best offer of the moment where it is left out."),
                        .optional(
                            "unit_price", .integer(minimum: 0, maximum: 10_000_000_000),
                            "Minor units that the buyer was shown; another price is refused."),
                    ]), minimum: 1, maximum: 100)),
            .optional("coupon", .text(maximum: 60)),
            .optional("rehearsal", .boolean, "Draws on shadow stock and stays out of the books."),
            .optional(
                "address", .object(Schema.addressProperties),
                "Where it goes; can be said and changed later, until something is sent. "
                    + "A rehearsal's goes nowhere."),
        ]))

    static let receipt = Schema.named(
        "OrderReceipt",
        .object([
            .required("id", .identifier), .required("status", .choice(["accepted"])),
            .required("total", .money), .required("discount", .money),
            .required("payment_deadline", .time), .required("is_replay", .boolean),
        ]))

    private static let summaryProperties: [Schema.Property] = [
        .required("id", .identifier),
        .required("buyer", .integer(minimum: 0, maximum: .max)),
        .required("status", .choice(["awaiting_payment", "paid", "expired", "cancelled"])),
        .required("total", .money), .required("discount", .money), .required("received", .money),
        .required("refunded", .money), .required("placed_at", .time),
        .required("payment_deadline", .time), .required("paid_at", .nullable(.time)),
        .required("ended_at", .nullable(.time)),
    ]
    static let summary = Schema.named("OrderSummary", .object(summaryProperties))
    static let order = Schema.named(
        "Order",
        .object(
            summaryProperties + [
                .required(
                    "lines",
                    .list(
                        .object([
                            .required("line", .integer(minimum: 0, maximum: 99)),
                            .required("sku", .identifier),
                            .required("sale", .integer(minimum: 0, maximum: 4_294_967_295)),
                            .required("quantity", .integer(minimum: 1, maximum: 1_000_000)),
                            .required("unit_price", .money), .required("discount", .money),
                            .required("returned", .integer(minimum: 0, maximum: 1_000_000)),
                        ]), maximum: 100)),
                .required(
                    "payments",
                    .list(
                        .object([
                            .required("reference", .text(maximum: 40)),
                            .required("amount", .money), .required("refund_due", .money),
                            .required("at", .time),
                        ]), maximum: 1000)),
                .required(
                    "refunds",
                    .list(
                        .object([
                            .required("number", .identifier),
                            .required("cause", .text(maximum: 40)), .required("amount", .money),
                            .required("at", .time),
                        ]), maximum: 1000)),
                .optional(
                    "address", .object(Schema.addressProperties),
                    "Where it goes, once that is said: for its buyer, and for staff who ship or "
                        + "who see buyers."),
            ]))

    private static let refusals = [
        "sold_out", "limit_reached", "sale_not_open", "sale_closed", "price_changed", "key_reused",
        "unknown_sale", "unknown_item", "unknown_coupon", "coupon_not_open", "coupon_closed",
        "coupon_minimum_spend", "coupon_exhausted", "coupon_limit_reached", "currency_mismatch",
        "invalid",
    ]

    /// All of them.
    package static func make(_ desk: OrderDesk, _ deliveries: Deliveries) -> [Operation] {
        [place(desk, deliveries), list(desk), get(desk, deliveries), cancel(desk, deliveries)]
    }

    private static func place(_ desk: OrderDesk, _ deliveries: Deliveries) -> Operation {
        // The core itself keeps the answers by key: no other table does.
        var operation = Operation(
            "placeOrder", .post, "/v1/orders", tag: "Orders",
            "Places an order; answered when it is durable.", [.ordersPlace], body: .json(wish),
            success: .init(201, receipt), conflicts: refusals
        ) { call in
            let (merchant, buyer) = try call.principal.buyer(.ordersPlace)
            guard let wish = OrderRequest(call.body) else {
                throw Problem.field("", "an order is wanted")
            }
            let key = try call.idempotencyKey()
            let receipt = try desk.place(wish, merchant: merchant, buyer: buyer, key: key)
            if let problem = receipt.problem { throw problem }
            if let address = call.body["address"], let order = receipt.order, !wish.isRehearsal {
                // After a failure here the buyer sends the same again, and this is done then.
                try deliveries.write(Address(address), of: order, merchant: merchant)
            }
            return .json(receipt.json, status: 201)
        }
        operation.takesOwnKey = true
        return operation
    }

    private static func list(_ desk: OrderDesk) -> Operation {
        Operation(
            "listOrders", .get, "/v1/orders", tag: "Orders",
            "Lists orders, the newest first: a buyer's own, or all of the store.",
            [.ordersRead, .ordersOwn],
            query: [
                .limit, .after,
                .optional(
                    "status", .choice(["awaiting_payment", "paid", "expired", "cancelled"]),
                    "Orders that are at this now; for staff."),
                .optional("buyer", .identifier, "Orders of this buyer; for staff."),
                .optional("placed_from", .time, "Placed at this time or later; for staff."),
                .optional("placed_before", .time, "Placed before this time; for staff."),
                .optional(
                    "rehearsal", .boolean,
                    "Orders of rehearsals instead of real ones; for staff who may rehearse."),
            ], success: .init(200, .page(summary))
        ) { call in
            let merchant = try call.merchant
            let before = call.after.flatMap { UInt64($0) }.map { OrderID($0) }
            if case .buyer(_, let buyer) = call.principal {
                let orders = try desk.orders(
                    of: buyer, merchant: merchant, before: before, limit: call.limit)
                let next = orders.count == call.limit ? orders.last.map { "\($0.id)" } : nil
                return .page(orders.map(OrderDesk.summary), next: next)
            }
            var filter = OrderBook.Filter()
            let query = call.request.query
            let isRehearsal = query["rehearsal"] == "true"
            if isRehearsal { try call.principal.demand(.rehearse) }
            filter.status = query["status"].flatMap(OrderDesk.status(named:))
            filter.buyer = query["buyer"].flatMap { UInt64($0) }.map { BuyerID($0) }
            filter.placedFrom = query["placed_from"].flatMap { Timestamp(rfc3339: $0) }
            filter.placedBefore = query["placed_before"].flatMap { Timestamp(rfc3339: $0) }
            let page = try desk.orders(
                of: merchant, filter: filter, before: before, limit: call.limit,
                isRehearsal: isRehearsal)
            return .page(page.orders.map(OrderDesk.summary), next: page.next.map { "\($0)" })
        }
    }

    private static func get(_ desk: OrderDesk, _ deliveries: Deliveries) -> Operation {
        Operation(
            "getOrder", .get, "/v1/orders/{order}", tag: "Orders",
            "Shows an order with its lines, payments and refunds.", [.ordersRead, .ordersOwn],
            success: .init(200, order)
        ) { call in
            let found = try desk.order(
                call.identifier("order"), merchant: call.merchant, buyer: call.buyer,
                isRehearsal: rehearses(call))
            return .json(try document(found, for: call, desk, deliveries))
        }
    }

    private static func cancel(_ desk: OrderDesk, _ deliveries: Deliveries) -> Operation {
        Operation(
            "cancelOrder", .post, "/v1/orders/{order}/cancellation", tag: "Orders",
            "Cancels an order: its buyer while it is not paid, the store also after.",
            [.ordersCancel, .ordersOwn], success: .init(200, order),
            conflicts: ["order_closed", "order_paid"]
        ) { call in
            let id = try call.identifier("order")
            let isRehearsal = rehearses(call)
            let found = try desk.order(
                id, merchant: call.merchant, buyer: call.buyer, isRehearsal: isRehearsal)
            let answer = desk.cancel(found.id, merchant: found.merchant, buyer: call.buyer)
            if !(answer.outcome == .decided && answer.decision.code.isSuccess) {
                throw OrderReceipt.problem(answer)
            }
            desk.settleBook()
            let order = try desk.order(
                id, merchant: found.merchant, buyer: call.buyer, isRehearsal: isRehearsal)
            return .json(try document(order, for: call, desk, deliveries))
        }
    }

    /// An order, with where it goes for whoever may know that; those of a rehearsal go nowhere.
    private static func document(
        _ order: BookOrder, for call: Call, _ desk: OrderDesk, _ deliveries: Deliveries
    ) throws -> JSON {
        let isRehearsal = rehearses(call)
        let document = try desk.document(order, isRehearsal: isRehearsal)
        guard !isRehearsal, DeliveryOperations.readers.contains(where: call.principal.may),
            let address = try deliveries.address(of: order.id, merchant: order.merchant),
            let members = document.members
        else { return document }
        return .object(members + [.init("address", .object(address.members))])
    }

    /// Whether the caller's own orders are those of a rehearsal.
    private static func rehearses(_ call: Call) -> Bool {
        call.buyer.map(RehearsalBuyers.contains) ?? false
    }
}
