internal import Boards
internal import Identity
internal import Journal
internal import Orders
internal import Primitives
internal import Service
internal import Synchronization

extension Console {
    var operatorRoutes: [Route] {
        [
            get("/console/cells", .operate, cells),
            get("/console/metrics", .operate) { [self] visit in metrics(visit) },
        ]
    }

    private func metrics(_ visit: Visit) -> Reply {
        let t = visit.t
        let rows = services.metrics.prometheusText.split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.prefix(2000).map { line -> [HTML] in
                let place = line.lastIndex(of: " ") ?? line.endIndex
                return ["<code>\(String(line[..<place]))</code>", "\(String(line[place...]))"]
            }
        let table = Parts.table(
            t("Metrics", "指标"),
            [.init(t("Name", "名称")), .init(t("Value", "值"), isNumber: true)], Array(rows),
            empty: t("Nothing was counted yet.", "暂无数据。"))
        return Frame.page(visit, t("Metrics", "指标"), table)
    }
}
