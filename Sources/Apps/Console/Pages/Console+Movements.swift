internal import Catalogue
internal import Identity
internal import Marketing
internal import Primitives
internal import Service
internal import Synchronization

// What moves into warehouses, out of them and between them, and what became of a SKU's stock so
// far, as the audit log has it.
extension Console {
    private static let historyShown = 50
    private static let reasonLength = 200

    /// The form that moves units of a SKU.
    func movementForm(_ visit: Visit, _ sku: SKUID, _ places: [Warehouse]) -> HTML {
        let t = visit.t
        let fields = Fields(visit, "/console/stock/\(sku)/move")
        let names = places.map { (value: "\($0.id)", text: $0.name) }
        let from = fields.choice(
            t("From", "从"), "from",
            [(value: "", text: t("outside: goods arrive", "外部：到货"))] + names,
            "")
        let to = fields.choice(
            t("To", "到"), "to", names + [(value: "", text: t("outside: goods leave", "外部：出库"))],
            names.first?.value ?? "")
        let units = fields.text(
            t("Units", "件数"), "units", type: "number", isRequired: true)
        let reason = fields.text(
            t("Reason", "原因"), "reason",
            hint: t("Such as a delivery note or a breakage.", "例如送货单号或破损。"),
            maximum: Self.reasonLength)
        return "<h3>\(t("Move units", "移动库存"))</h3>"
            + fields.form(
                """
                \(Fields.hidden("reference", "\(services.reference())"))\
                <div class="grid">\(from)\(to)\(units)\(reason)</div>\
                \(Fields.submit(t("Move", "移动")))
                """)
    }

    /// Moves units of a SKU as the form says.
    func moveStock(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let sku = SKUID(try visit.number("sku"))
        guard try services.catalogue.sku(visit.merchant, sku) != nil else {
            throw Problem.notFound("SKU")
        }
        let from = try warehouse(visit, "from")
        let to = try warehouse(visit, "to")
        let units: Int64 = try visit.integer("units")
        guard (1...CatalogueLimits.quantity).contains(units) else {
            throw Problem.field("/units", t("must be 1 or more", "必须大于等于 1"))
        }
        let reason = visit.form.trimmed("reason")
        guard reason.unicodeScalars.count <= Self.reasonLength else {
            throw Problem.field("/reason", "must have at most \(Self.reasonLength) characters")
        }
        guard let reference = Reference(hexadecimal: visit.form["reference"]) else {
            throw Problem.field("/reference", t("load the page again", "请重新加载页面"))
        }
        guard from != to else {
            throw Problem.field("/to", t("choose another place than “From”", "请选择与“从”不同的地点"))
        }
        // A form that is sent twice moves the units once.
        guard sent.withLock({ $0.remember(reference) }) else {
            return .redirect("/console/stock/\(sku)?done=1")
        }
        switch (from, to) {
        case (let from?, let to?):
            try services.catalogue.transferStock(
                visit.merchant, sku: sku, from: from, to: to, units: units)
        case (let from?, nil):
            try services.catalogue.moveStock(
                visit.merchant, warehouse: from, sku: sku, delta: -units)
        case (nil, let to?):
            try services.catalogue.moveStock(visit.merchant, warehouse: to, sku: sku, delta: units)
        case (nil, nil): break
        }
        try audit(
            visit, "stock.move", "sku", "\(sku)",
            [
                "from": from.map { JSON($0.rawValue) } ?? .null,
                "to": to.map { JSON($0.rawValue) } ?? .null, "units": .integer(units),
                "reason": .string(reason),
            ])
        return .redirect("/console/stock/\(sku)?done=1")
    }

    /// A warehouse that a form chooses; nil for outside.
    private func warehouse(_ visit: Visit, _ field: String) throws -> WarehouseID? {
        let text = visit.form.trimmed(field)
        return text.isEmpty ? nil : WarehouseID(try visit.integer(field))
    }

    /// What changed the stock of a SKU, the latest first.
    func stockHistory(_ visit: Visit, _ sku: SKUID, _ places: [Warehouse]) throws -> HTML {
        let t = visit.t
        let page = try services.identity.audit.list(
            in: visit.merchant, matching: AuditFilter(subjectKind: "sku", subject: "\(sku)"),
            PageRequest(limit: PageRequest.maximumLimit))
        let sales = try services.marketing.sales(of: visit.merchant, limit: 100)
        let rows = page.items.filter { $0.action.hasPrefix("stock.") }.prefix(Self.historyShown)
            .map { entry -> [HTML] in
                let told = StockEvent(entry, places, sales, t)
                return [
                    Words.time(entry.at), Words.actor(entry.actorName, t), "\(told.what)",
                    "\(told.place)", "\(told.units)", "\(told.reason)",
                ]
            }
        let all: HTML =
            visit.may(.auditRead)
            ? Parts.action(
                Parts.address("/console/audit", [("kind", "sku"), ("subject", "\(sku)")]),
                t("Audit log", "审计日志")) : .empty
        return Parts.section(
            t("What changed its stock", "库存变动记录"),
            Parts.table(
                t("What changed its stock", "库存变动记录"),
                [
                    .init(t("When", "时间")), .init(t("Who", "操作人")), .init(t("What", "操作")),
                    .init(t("Where", "地点")), .init(t("Units", "件数"), isNumber: true),
                    .init(t("Reason", "原因")),
                ], Array(rows), empty: t("Nothing was moved or counted yet.", "还没有移动或盘点记录。")),
            all)
    }
}
