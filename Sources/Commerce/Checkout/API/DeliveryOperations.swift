internal import HTTPTypes
internal import Identity
package import OpenPlatform
internal import OrderCore
internal import Orders
package import Primitives
internal import Service

/// The operations on where orders go. The address is no part of the order: placing one stays as
/// fast as it is, and the journal keeps nobody's name.
package struct DeliveryOperations: Sendable {
    /// Whether something of an order has been sent.
    package typealias IsShipped = @Sendable (OrderID) throws -> Bool

    private let deliveries: Deliveries
    private let desk: OrderDesk
    private let isShipped: IsShipped

    /// Joins the addresses with the orders.
    package init(
        _ deliveries: Deliveries, _ desk: OrderDesk, isShipped: @escaping IsShipped
    ) {
        self.deliveries = deliveries
        self.desk = desk
        self.isShipped = isShipped
    }

    /// Who sees where an order goes: its buyer, who ships it, and who sees buyers anyway.
    static let readers: [Action] = [.buyersRead, .shipmentsWrite, .ordersOwn]

    private static let delivery = Schema.named(
        "Delivery",
        .object(
            [.required("order", .identifier)] + Schema.addressProperties + [
                .required("written_at", .time),
                .required("version", .integer(minimum: 1, maximum: 9_007_199_254_740_991)),
            ]))

    /// All of them.
    package var all: [Operation] {
        let path = "/v1/orders/{order}/delivery"
        return [
            Operation(
                "getDelivery", .get, path, tag: "Orders",
                "Shows where an order goes: to its buyer, and to staff who ship or who see buyers.",
                Self.readers, success: .init(200, Self.delivery)
            ) { call in
                let order = try order(call)
                guard
                    let delivery = try deliveries.delivery(of: order.id, merchant: order.merchant)
                else { throw Problem.notFound("delivery address") }
                return reply(delivery, order)
            },
            Operation(
                "setDelivery", .put, path, tag: "Orders",
                "Says where one's own order goes, or somewhere else until something is sent; "
                    + "the version of an address that is not there yet is \"0\".",
                [.ordersOwn], body: .json(.object(Schema.addressProperties)),
                success: .init(200, Self.delivery), conflicts: ["order_closed", "order_shipped"],
                needsVersion: true, set),
        ]
    }

    private func set(_ call: Call) throws -> Reply {
        let order = try order(call)
        guard order.status == .awaitingPayment || order.status == .paid else {
            throw Problem(409, "order_closed", "The order has ended: nothing will be sent.")
        }
        guard try !isShipped(order.id) else {
            throw Problem(
                409, "order_shipped", "Something has been sent already: ask the store.")
        }
        let delivery = try deliveries.replace(
            Address(call.body), of: order.id, merchant: order.merchant,
            expectedVersion: call.expectedVersion())
        return reply(delivery, order)
    }

    private func order(_ call: Call) throws -> BookOrder {
        try desk.order(call.identifier("order"), merchant: call.merchant, buyer: call.buyer)
    }

    private func reply(_ delivery: Delivery, _ order: BookOrder) -> Reply {
        let address = delivery.address.members
        return .versioned(
            .object(
                [.init("order", JSON(order.id.rawValue))] + address + [
                    .init("written_at", .string(delivery.written.rfc3339)),
                    .init("version", .integer(delivery.version)),
                ]), version: delivery.version)
    }
}
