internal import OrderCore
package import Orders
package import Primitives
internal import Store

extension Fulfilment {
    /// Writes down that a parcel has left.
    ///
    /// - Parameter author: who says so, as the audit log names people.
    package func ship(_ request: ShipmentRequest, merchant: MerchantID, by author: String)
        throws(FulfilmentError) -> Shipment
    {
        let order = try looking { book throws(OrderBookError) in try book.order(request.order) }
        guard let order, order.merchant == merchant else {
            throw FulfilmentError(.unknown, "there is no order \(request.order) here")
        }
        let now = clock.now()
        if let fault = request.fault(now: now, placedAt: order.placedAt) { throw fault }
        guard order.status == .paid else {
            throw FulfilmentError(.notShippable, "order \(order.id) is not paid")
        }
        let lines = try looking { book throws(OrderBookError) in try book.lines(of: order.id) }
        let restocks = try looking { book throws(OrderBookError) in
            try book.restocks(of: order.id)
        }
        return try store.write(throwing: FulfilmentError.self) {
            connection throws(FulfilmentError) in
            do {
                if let known = try Self.known(request, merchant, connection) { return known }
                let sent = try Self.shipments(
                    "order_id = $1", [SQLValue(order.id.rawValue)], connection)
                let balances = Self.balances(lines, restocks, sent)
                let parcel = try Self.parcel(request, balances)
                return try Self.insert(
                    request, parcel, order, by: author, at: now, connection)
            } catch let error as StoreError {
                throw FulfilmentError(error)
            } catch let error as FulfilmentError {
                throw error
            } catch {
                throw FulfilmentError(.store, "\(error)")
            }
        }
    }

    /// Writes down that many parcels have left, each for itself: one that cannot be does not keep
    /// the others from it. Takes `ShipmentRequest.maximumBulk` at most.
    package func shipAll(_ requests: [ShipmentRequest], merchant: MerchantID, by author: String)
        throws(FulfilmentError) -> [Result<Shipment, FulfilmentError>]
    {
        guard requests.count <= ShipmentRequest.maximumBulk else {
            throw FulfilmentError(
                .invalid, "\(ShipmentRequest.maximumBulk) orders at most in one go")
        }
        return requests.map { request in
            do throws(FulfilmentError) {
                return .success(try ship(request, merchant: merchant, by: author))
            } catch {
                return .failure(error)
            }
        }
    }

    /// Writes down that a parcel has arrived; once it has, later calls change nothing.
    package func markDelivered(
        _ number: Int64, merchant: MerchantID, at time: Timestamp? = nil, by author: String
    ) throws(FulfilmentError) -> Shipment {
        guard let shipment = try shipment(number, merchant: merchant) else {
            throw FulfilmentError(.unknown, "there is no shipment \(number) here")
        }
        guard shipment.deliveredAt == nil else { return shipment }
        let now = clock.now()
        let at = time ?? now
        guard at >= shipment.shippedAt, at <= now.adding(milliseconds: 60_000) else {
            throw FulfilmentError(
                .invalid, "it arrived after it left and before now", pointer: "/delivered_at")
        }
        do {
            try store.write { connection throws(StoreError) in
                try connection.execute(
                    """
                    UPDATE shipments SET delivered_at = $2, delivered_by = $3
                    WHERE shipment = $1 AND delivered_at IS NULL
                    """,
                    [.integer(number), .integer(at.rawValue), .text(Self.bounded(author))])
            }
        } catch {
            throw FulfilmentError(error)
        }
        return try self.shipment(number, merchant: merchant) ?? shipment
    }

    /// What of each line has left and is left to ship.
    package func balances(of order: OrderID) throws(FulfilmentError) -> [LineBalance] {
        let lines = try looking { book throws(OrderBookError) in try book.lines(of: order) }
        let restocks = try looking { book throws(OrderBookError) in try book.restocks(of: order) }
        return Self.balances(lines, restocks, try shipments(of: order))
    }

    /// Joins what was bought, what came back and what left.
    package static func balances(
        _ lines: [BookLine], _ restocks: [BookRestock], _ shipments: [Shipment]
    ) -> [LineBalance] {
        lines.map { line in
            var events: [(at: Timestamp, event: LineBalance.Event)] = []
            for shipment in shipments {
                for part in shipment.lines where part.line == line.line {
                    events.append((shipment.createdAt, .shipped(part.quantity)))
                }
            }
            for restock in restocks where restock.line == line.line {
                events.append((restock.at, .restocked(restock.quantity)))
            }
            // Sorting is stable: of one moment, what left comes first.
            events.sort { $0.at < $1.at }
            return LineBalance(
                line: line.line, bought: line.quantity, events: events.map(\.event))
        }
    }

    /// The parcel that was written down with this key before.
    private static func known(
        _ request: ShipmentRequest, _ merchant: MerchantID, _ connection: Connection
    ) throws -> Shipment? {
        guard let key = request.key else { return nil }
        let found = try shipments(
            "merchant = $1 AND key = $2", [SQLValue(merchant.rawValue), .text(key)], connection
        ).first
        guard found == nil || found?.order == request.order else {
            throw FulfilmentError(.invalid, "the key names another parcel", pointer: "/key")
        }
        return found
    }

    /// What goes into the parcel.
    private static func parcel(_ request: ShipmentRequest, _ balances: [LineBalance])
        throws(FulfilmentError) -> [Shipment.Line]
    {
        guard let wanted = request.lines else {
            let left = balances.filter { $0.toShip > 0 }.map {
                Shipment.Line(line: $0.line, quantity: $0.toShip)
            }
            guard !left.isEmpty else {
                throw FulfilmentError(
                    .tooMany, "nothing is left to ship of order \(request.order)")
            }
            return left
        }
        for (index, part) in wanted.enumerated() {
            guard let balance = balances.first(where: { $0.line == part.line }) else {
                throw FulfilmentError(
                    .invalid, "the order has no such line", pointer: "/lines/\(index)/line")
            }
            guard part.quantity >= 1 else {
                throw FulfilmentError(
                    .invalid, "at least 1", pointer: "/lines/\(index)/quantity")
            }
            guard part.quantity <= balance.toShip else {
                throw FulfilmentError(
                    .tooMany, "line \(part.line): \(balance.toShip) are left to ship",
                    pointer: "/lines/\(index)/quantity")
            }
        }
        return wanted
    }

    private static func insert(
        _ request: ShipmentRequest, _ lines: [Shipment.Line], _ order: BookOrder,
        by author: String, at now: Timestamp, _ connection: Connection
    ) throws(StoreError) -> Shipment {
        let number =
            try connection.first("SELECT coalesce(max(shipment), 0) + 1 FROM shipments") {
                row throws(StoreError) in try row.integer(0)
            } ?? 1
        let shippedAt = request.shippedAt ?? now
        try connection.execute(
            """
            INSERT INTO shipments (shipment, merchant, order_id, carrier, tracking, shipped_at,
            shipped_by, created_at, key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .integer(number), SQLValue(order.merchant.rawValue), SQLValue(order.id.rawValue),
                .text(request.carrier), .text(request.tracking), .integer(shippedAt.rawValue),
                .text(bounded(author)), .integer(now.rawValue), SQLValue(request.key),
            ])
        for part in lines {
            try connection.execute(
                "INSERT INTO shipment_lines (shipment, line, quantity) VALUES ($1, $2, $3)",
                [.integer(number), SQLValue(part.line), SQLValue(part.quantity)])
        }
        return Shipment(
            number: number, merchant: order.merchant, order: order.id, carrier: request.carrier,
            tracking: request.tracking, lines: lines, shippedAt: shippedAt,
            shippedBy: bounded(author), createdAt: now)
    }

    private static func bounded(_ author: String) -> String { String(author.prefix(200)) }
}
