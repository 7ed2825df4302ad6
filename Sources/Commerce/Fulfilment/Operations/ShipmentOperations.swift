internal import HTTPTypes
package import Identity
package import OpenPlatform
package import Orders
package import Primitives
internal import Service

/// The operations of shipments.
package struct ShipmentOperations: Sendable {
    /// Finds an order of a merchant, and of a buyer if one asks; throws 404 for anybody else's.
    package typealias FindOrder = @Sendable (Int64, MerchantID, BuyerID?) throws -> BookOrder

    private let fulfilment: Fulfilment
    private let audit: AuditLog
    private let order: FindOrder

    /// Joins what they need.
    package init(_ fulfilment: Fulfilment, audit: AuditLog, order: @escaping FindOrder) {
        self.fulfilment = fulfilment
        self.audit = audit
        self.order = order
    }

    /// All of them.
    package var all: [Operation] { [create, createMany, ofOrder, get, list, deliver] }

    private static let conflicts = ["not_shippable", "too_many"]

    private var create: Operation {
        Operation(
            "createShipment", .post, "/v1/orders/{order}/shipments", tag: "Shipments",
            "Writes down that a parcel has left.", [.shipmentsWrite],
            body: .json(ShipmentDocuments.new), success: .init(201, ShipmentDocuments.shipment),
            conflicts: Self.conflicts, isCreation: true
        ) { [self] call in
            let staff = try call.principal.staff(.shipmentsWrite)
            let found = try order(call.identifier("order"), staff.merchant, nil)
            let request = ShipmentDocuments.request(
                call.body, order: found.id, key: "\(staff.staff) \(try call.idempotencyKey())")
            let shipment = try Self.telling { () throws(FulfilmentError) in
                try fulfilment.ship(
                    request, merchant: staff.merchant, by: "staff:\(staff.staff) \(staff.name)")
            }
            try record(staff, "order.ship", "\(found.id)")
            return .json(ShipmentDocuments.json(shipment), status: 201)
        }
    }

    private var createMany: Operation {
        Operation(
            "createShipments", .post, "/v1/shipments", tag: "Shipments",
            "Writes down that parcels of many orders have left, each for itself.",
            [.shipmentsWrite], body: .json(ShipmentDocuments.bulk),
            success: .init(201, ShipmentDocuments.results), isCreation: true
        ) { [self] call in
            let staff = try call.principal.staff(.shipmentsWrite)
            let key = "\(staff.staff) \(try call.idempotencyKey())"
            let bodies = call.body["shipments"]?.array ?? []
            let requests = bodies.enumerated().map { index, body in
                ShipmentDocuments.request(
                    body, order: OrderID(UInt64(clamping: body["order"]?.integer ?? 0)),
                    key: "\(key) \(index)")
            }
            let outcomes = try Self.telling { () throws(FulfilmentError) in
                try fulfilment.shipAll(
                    requests, merchant: staff.merchant, by: "staff:\(staff.staff) \(staff.name)")
            }
            var results: [JSON] = []
            for (request, outcome) in zip(requests, outcomes) {
                let (shipment, problem): (JSON, String?) =
                    switch outcome {
                    case .success(let shipment): (ShipmentDocuments.json(shipment), nil)
                    case .failure(let error): (.null, String(error.message.prefix(250)))
                    }
                if problem == nil { try record(staff, "order.ship", "\(request.order)") }
                results.append([
                    "order": JSON(request.order.rawValue), "shipment": shipment,
                    "problem": JSON(problem),
                ])
            }
            return .json(["results": .array(results)], status: 201)
        }
    }

    private var ofOrder: Operation {
        Operation(
            "listShipmentsOfOrder", .get, "/v1/orders/{order}/shipments", tag: "Shipments",
            "Lists the parcels of an order, the first one first.", [.shipmentsRead, .ordersOwn],
            success: .init(200, .page(ShipmentDocuments.shipment))
        ) { [self] call in
            let found = try order(call.identifier("order"), call.merchant, call.buyer)
            let shipments = try Self.telling { () throws(FulfilmentError) in
                try fulfilment.shipments(of: found.id)
            }
            return .page(shipments.prefix(100).map(ShipmentDocuments.json), next: nil)
        }
    }

    private var get: Operation {
        Operation(
            "getShipment", .get, "/v1/shipments/{shipment}", tag: "Shipments", "Shows a parcel.",
            [.shipmentsRead], success: .init(200, ShipmentDocuments.shipment)
        ) { [self] call in
            let (number, merchant) = (try call.identifier("shipment"), try call.merchant)
            let shipment = try Self.telling { () throws(FulfilmentError) in
                try fulfilment.shipment(number, merchant: merchant)
            }
            guard let shipment else { throw Problem.notFound("shipment") }
            return .json(ShipmentDocuments.json(shipment))
        }
    }

    private var list: Operation {
        Operation(
            "listShipments", .get, "/v1/shipments", tag: "Shipments",
            "Lists parcels of the store, the newest first.", [.shipmentsRead],
            query: [.limit, .after], success: .init(200, .page(ShipmentDocuments.shipment))
        ) { [self] call in
            let merchant = try call.merchant
            let found = try Self.telling { () throws(FulfilmentError) in
                try fulfilment.shipments(
                    merchant: merchant, before: call.afterNumber ?? .max, limit: call.limit)
            }
            return .page(found, limit: call.limit, by: \.number, ShipmentDocuments.json)
        }
    }

    private var deliver: Operation {
        Operation(
            "markShipmentDelivered", .post, "/v1/shipments/{shipment}/delivery",
            tag: "Shipments", "Writes down that a parcel has arrived.", [.shipmentsWrite],
            success: .init(200, ShipmentDocuments.shipment)
        ) { [self] call in
            let staff = try call.principal.staff(.shipmentsWrite)
            let number = try call.identifier("shipment")
            let shipment = try Self.telling { () throws(FulfilmentError) in
                try fulfilment.markDelivered(
                    number, merchant: staff.merchant, by: "staff:\(staff.staff) \(staff.name)")
            }
            try record(staff, "shipment.deliver", "\(number)")
            return .json(ShipmentDocuments.json(shipment))
        }
    }

    private func record(_ staff: StaffPrincipal, _ action: String, _ subject: String) throws {
        try audit.record(
            .staff(staff), merchant: staff.merchant, action,
            action.hasPrefix("order") ? "order" : "shipment", subject)
    }

    /// Runs `body`, telling what it throws in the words of the API.
    private static func telling<Result>(
        _ body: () throws(FulfilmentError) -> Result
    ) throws -> Result {
        do { return try body() } catch {
            if let failure = error.storeError { throw failure }
            switch error.code {
            case .invalid: throw Problem.field(error.pointer ?? "", error.message)
            case .unknown: throw Problem.notFound("shipment")
            case .notShippable: throw Problem(409, "not_shippable", error.message)
            case .tooMany: throw Problem(409, "too_many", error.message)
            case .store:
                throw Problem(503, "unavailable", "Try again.", retryAfterSeconds: 1)
            }
        }
    }
}
