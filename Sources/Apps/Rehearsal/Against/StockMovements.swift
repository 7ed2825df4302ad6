internal import Service

/// How real events move the real stock of pools: reckoned from the documents of events and orders
/// alone.
struct StockMovements {
    /// A SKU in a sale.
    struct Pool: Hashable {
        var sale: Int64
        var sku: Int64
    }

    /// What one event did to a pool.
    struct Move {
        var position: UInt64
        var given: Int64 = 0
        var held: Int64 = 0
        var sold: Int64 = 0
    }

    private enum Status { case awaiting, paid, ended }

    private struct Line {
        var pool: Pool
        var quantity: Int64
        var returned: Int64
    }

    private(set) var moves: [Pool: [Move]] = [:]
    private var statuses: [UInt64: Status] = [:]
    private var lines: [UInt64: [Line]] = [:]
    /// Units of lines that came back between the readings.
    private var restocked: [UInt64: [Int: Int64]] = [:]

    /// - Parameters:
    ///   - open: documents of the orders that awaited their payment at the first reading.
    ///   - late: documents of orders as they are in the end.
    init(_ events: RealEvents, open: [UInt64: String], late: [UInt64: String]) {
        for event in events.all where event.type == "order.restocked" {
            let line = Int(clamping: event.document["line"]?.integer ?? 0)
            restocked[event.order, default: [:]][line, default: 0] +=
                event.document["quantity"]?.integer ?? 0
        }
        for event in events.all { take(event, open, late) }
    }

    /// What moved a pool behind one batch of the journal, up to another.
    func sum(_ pool: Pool, after first: UInt64, upTo last: UInt64) -> Move {
        var sum = Move(position: last)
        for move in moves[pool] ?? [] where move.position > first && move.position <= last {
            sum.given += move.given
            sum.held += move.held
            sum.sold += move.sold
        }
        return sum
    }

    private mutating func take(
        _ event: RealEvents.Event, _ open: [UInt64: String], _ late: [UInt64: String]
    ) {
        let document = event.document
        switch event.type {
        case "stock.changed":
            let pool = Pool(
                sale: document["sale"]?.integer ?? 0, sku: document["sku"]?.integer ?? 0)
            add(pool, Move(position: event.position, given: document["delta"]?.integer ?? 0))
        case "order.placed":
            lines[event.order] = Self.lines(document)
            // What costs nothing is paid as it is placed.
            let isFree = document["total"]?["amount"]?.integer == 0
            statuses[event.order] = isFree ? .paid : .awaiting
            move(event, held: isFree ? 0 : 1, sold: isFree ? 1 : 0)
        case "order.paid":
            learn(event, open, late)
            move(event, held: statuses[event.order] == .awaiting ? -1 : 0, sold: 1)
            statuses[event.order] = .paid
        case "order.expired":
            learn(event, open, late)
            move(event, held: -1, sold: 0)
            statuses[event.order] = .ended
        case "order.cancelled":
            learn(event, open, late)
            let wasPaid = statuses[event.order] == .paid
            move(event, held: wasPaid ? 0 : -1, sold: wasPaid ? -1 : 0)
            statuses[event.order] = .ended
        case "order.restocked":
            learn(event, open, late)
            restock(event)
        default: break
        }
    }

    /// What is known of an order that was placed before the first reading.
    private mutating func learn(
        _ event: RealEvents.Event, _ open: [UInt64: String], _ late: [UInt64: String]
    ) {
        guard lines[event.order] == nil,
            let text = open[event.order] ?? late[event.order],
            let document = try? JSONParser.parse(Array(text.utf8))
        else { return }
        lines[event.order] = Self.lines(document)
        let deadline = document["payment_deadline"]?.string ?? ""
        let isInTime = (event.document["at"]?.string ?? "") <= deadline
        statuses[event.order] =
            switch event.type {
            case _ where open[event.order] != nil: .awaiting
            case "order.expired": .awaiting
            case "order.paid": isInTime ? .awaiting : .ended
            case "order.cancelled": document["paid_at"]?.string == nil ? .awaiting : .paid
            default: .paid
            }
        // The last document counts what came back meanwhile, too.
        guard open[event.order] == nil else { return }
        for (line, units) in restocked[event.order] ?? [:] {
            guard lines[event.order]?.indices.contains(line) == true else { continue }
            lines[event.order]?[line].returned -= units
        }
    }

    private static func lines(_ document: JSON) -> [Line] {
        (document["lines"]?.array ?? []).map { line in
            Line(
                pool: Pool(sale: line["sale"]?.integer ?? 0, sku: line["sku"]?.integer ?? 0),
                quantity: line["quantity"]?.integer ?? 0,
                returned: line["returned"]?.integer ?? 0)
        }
    }

    private mutating func move(_ event: RealEvents.Event, held: Int64, sold: Int64) {
        for line in lines[event.order] ?? [] {
            let kept = sold < 0 ? line.quantity - line.returned : line.quantity
            add(
                line.pool,
                Move(
                    position: event.position, held: held * line.quantity, sold: sold * kept))
        }
    }

    private mutating func restock(_ event: RealEvents.Event) {
        let quantity = event.document["quantity"]?.integer ?? 0
        guard let number = event.document["line"]?.integer,
            let known = lines[event.order], known.indices.contains(Int(clamping: number))
        else { return }
        let index = Int(clamping: number)
        lines[event.order]?[index].returned += quantity
        add(known[index].pool, Move(position: event.position, sold: -quantity))
    }

    private mutating func add(_ pool: Pool, _ move: Move) { moves[pool, default: []].append(move) }
}
