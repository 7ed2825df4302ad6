internal import Fulfilment
internal import Identity
internal import Journal
internal import OrderCore
internal import Orders
internal import Primitives
internal import Service

extension Console {
    /// Waits for the book at most so long, so that the page shows what was done.
    private static let patience: UInt64 = 500_000_000

    /// The order of the path, of the merchant who asks.
    private func order(_ visit: Visit) throws -> BookOrder {
        let id = OrderID(try visit.number("order"))
        guard let order = try services.book.order(id), order.merchant == visit.merchant else {
            throw Problem.notFound("order")
        }
        return order
    }

    func shipOne(_ visit: Visit) throws -> Reply {
        let order = try order(visit)
        var lines: [Shipment.Line] = []
        for line in try services.book.lines(of: order.id) {
            let units: UInt32 = try visit.integer("line\(line.line)", empty: 0)
            if units > 0 { lines.append(.init(line: line.line, quantity: units)) }
        }
        let request = ShipmentRequest(
            order: order.id, carrier: visit.form.trimmed("carrier"),
            tracking: visit.form.trimmed("tracking"), lines: lines)
        let shipment = try atFields(of: lines) {
            try problems {
                try services.fulfilment.ship(
                    request, merchant: visit.merchant, by: visit.staff.name)
            }
        }
        try audit(
            visit, "shipment.make", "order", "\(order.id)", ["shipment": JSON(shipment.number)])
        return .redirect("/console/orders/\(order.id)?done=1")
    }

    /// Names the form's fields where a problem names lines by their place in the request.
    private func atFields<Result>(
        of lines: [Shipment.Line], _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch var problem as Problem {
            problem.fields = problem.fields.map { field in
                let parts = field.pointer.split(separator: "/")
                guard parts.count > 1, parts[0] == "lines", let index = Int(parts[1]),
                    lines.indices.contains(index)
                else { return field }
                return Problem.FieldError("/line\(lines[index].line)", field.message)
            }
            throw problem
        }
    }

    func cancelOrder(_ visit: Visit) throws -> Reply {
        let order = try order(visit)
        return try tell(
            visit, "order.cancel", order,
            .cancel(CancelOrder(merchant: visit.merchant, order: order.id)))
    }

    func refundOrder(_ visit: Visit) throws -> Reply {
        let order = try order(visit)
        guard let amount = Words.amount(visit.form.trimmed("amount"), order.currency) else {
            throw Problem.field(
                "/amount", visit.t("must be an amount such as 12.50", "必须是金额，例如 12.50"))
        }
        return try tell(
            visit, "order.refund", order,
            .refund(
                RefundOrder(
                    merchant: visit.merchant, order: order.id, reference: try reference(visit),
                    amount: amount)), words: CoreWords.refund)
    }

    func restockLine(_ visit: Visit) throws -> Reply {
        let order = try order(visit)
        return try tell(
            visit, "order.restock", order,
            .restock(
                RestockLine(
                    merchant: visit.merchant, order: order.id, reference: try reference(visit),
                    line: try visit.integer("line"), quantity: try visit.integer("units"))))
    }

    private func reference(_ visit: Visit) throws -> Reference {
        guard let reference = Reference(hexadecimal: visit.form["reference"]) else {
            throw Problem.field("/reference", visit.t("load the page again", "请重新加载页面"))
        }
        return reference
    }

    /// Asks the core, writes the audit log, and shows the order with the core's own words.
    private func tell(
        _ visit: Visit, _ action: String, _ order: BookOrder, _ command: Command,
        words: (Answer, Language, Currency) -> String = { CoreWords.text($0, $1, $2) }
    ) throws -> Reply {
        let answer = services.ask(command)
        try audit(
            visit, action, "order", "\(order.id)", ["answer": .string(CoreWords.code(answer))])
        let tail = services.cell.journal.tail.position
        let limit = services.clock.monotonicNanoseconds() + Self.patience
        while services.cell.progress.orderBookPosition < tail,
            services.clock.monotonicNanoseconds() < limit
        {
            _ = services.cell.journal.wait(forPosition: tail + 1, atMost: .milliseconds(5))
        }
        let said = words(answer, visit.t, order.currency)
        return try orderPage(
            visit, notice: Parts.notice(said, isBad: !CoreWords.isSuccess(answer)))
    }
}
