internal import Catalogue
internal import Identity
internal import Marketing
internal import Service

/// A change of a SKU's stock in words, read from its line in the audit log.
struct StockEvent {
    /// What was done.
    private(set) var what = ""
    /// In which warehouse or pool, or from where to where.
    private(set) var place = ""
    /// How many.
    private(set) var units = ""
    /// Why, as whoever did it said.
    private(set) var reason = ""

    init(_ entry: AuditEntry, _ places: [Warehouse], _ sales: [Sale], _ t: Language) {
        let more = (try? JSONParser.parse(entry.summary.utf8)) ?? .null
        func warehouse(_ name: String) -> String? {
            more[name]?.integer.map { id in
                places.first { "\($0.id)" == "\(id)" }?.name ?? "#\(id)"
            }
        }
        reason = more["reason"]?.string ?? ""
        switch entry.action {
        case "stock.move":
            let delta = more["delta"]?.integer
            // The API names one warehouse and what was added to it.
            let from =
                warehouse("from") ?? (delta.map { $0 < 0 } == true ? warehouse("warehouse") : nil)
            let to =
                warehouse("to") ?? (delta.map { $0 > 0 } == true ? warehouse("warehouse") : nil)
            units =
                (more["units"]?.integer ?? delta?.magnitude.signed).map { Words.grouped($0) } ?? ""
            switch (from, to) {
            case (let from?, let to?):
                what = t("moved", "调拨")
                place = "\(from) → \(to)"
            case (let from?, nil):
                what = t("went out", "出库")
                place = from
                units = "−" + units
            case (nil, let to?):
                what = t("came in", "入库")
                place = to
                units = "+" + units
            case (nil, nil): what = t("moved", "调拨")
            }
        case "stock.count":
            what = t("counted", "盘点")
            place = warehouse("warehouse") ?? ""
            units = more["quantity"]?.integer.map { "= " + Words.grouped($0) } ?? ""
        case "stock.change":
            let delta = more["delta"]?.integer ?? 0
            what = delta < 0 ? t("withdrawn from a pool", "从库存池撤回") : t("given to a pool", "加入库存池")
            let sale = more["sale"]?.integer.flatMap { id in sales.first { "\($0.id)" == "\(id)" } }
            place = sale.map { $0.isEveryday ? t("everyday selling", "日常销售") : $0.name[t] } ?? ""
            units = (delta < 0 ? "" : "+") + Words.grouped(delta)
        case "stock.sell":
            what = t("put on everyday sale", "加入日常销售")
            units = more["units"]?.integer.map { "+" + Words.grouped($0) } ?? ""
        default: what = entry.action
        }
    }
}

extension UInt64 {
    /// The same number with a sign.
    fileprivate var signed: Int64 { Int64(clamping: self) }
}
