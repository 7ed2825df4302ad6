internal import OpenPlatform
internal import Primitives
internal import Service

/// The forms and documents of shipments.
enum ShipmentDocuments {
    private static let lines = Schema.list(
        .object([
            .required("line", .integer(minimum: 0, maximum: 99), "The order's line, from 0."),
            .required("quantity", .integer(minimum: 1, maximum: 1_000_000)),
        ]), minimum: 1, maximum: 100)

    private static let parcel: [Schema.Property] = [
        .required(
            "carrier", .text(minimum: 1, maximum: ShipmentRequest.maximumCarrier, form: .line)),
        .optional(
            "tracking", .text(maximum: ShipmentRequest.maximumTracking, form: .line.orEmpty)),
        .optional("lines", lines, "All that is left to ship where it is left out."),
        .optional("shipped_at", .time, "Now where it is left out."),
    ]

    static let new = Schema.named("NewShipment", .object(parcel))

    static let bulk = Schema.named(
        "NewShipments",
        .object([
            .required(
                "shipments",
                .list(
                    .object([.required("order", .identifier)] + parcel), minimum: 1, maximum: 100))
        ]))

    static let shipment = Schema.named(
        "Shipment",
        .object([
            .required("id", .identifier), .required("order", .identifier),
            .required("carrier", .text(maximum: ShipmentRequest.maximumCarrier)),
            .required("tracking", .text(maximum: ShipmentRequest.maximumTracking)),
            .required("lines", lines), .required("shipped_at", .time),
            .required("delivered_at", .nullable(.time)),
        ]))

    static let results = Schema.named(
        "ShipmentResults",
        .object([
            .required(
                "results",
                .list(
                    .object([
                        .required("order", .identifier),
                        .required("shipment", .nullable(shipment)),
                        .required("problem", .nullable(.text(maximum: 500))),
                    ]), maximum: 100))
        ]))

    static func json(_ shipment: Shipment) -> JSON {
        [
            "id": .integer(shipment.number), "order": JSON(shipment.order.rawValue),
            "carrier": .string(shipment.carrier), "tracking": .string(shipment.tracking),
            "lines": .array(
                shipment.lines.map {
                    [
                        "line": .integer(Int64($0.line)),
                        "quantity": .integer(Int64($0.quantity)),
                    ]
                }),
            "shipped_at": .string(shipment.shippedAt.rfc3339),
            "delivered_at": JSON(shipment.deliveredAt?.rfc3339),
        ]
    }

    /// The parcel that a body describes; its form was checked.
    static func request(_ body: JSON, order: OrderID, key: String) -> ShipmentRequest {
        ShipmentRequest(
            order: order, carrier: body["carrier"]?.string ?? "",
            tracking: body["tracking"]?.string ?? "",
            lines: body["lines"]?.array.map { lines in
                lines.map {
                    Shipment.Line(
                        line: UInt32(clamping: $0["line"]?.integer ?? 0),
                        quantity: UInt32(clamping: $0["quantity"]?.integer ?? 0))
                }
            },
            shippedAt: body["shipped_at"]?.string.flatMap { Timestamp(rfc3339: $0) }, key: key)
    }
}
