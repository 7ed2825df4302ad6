internal import Catalogue
internal import Foundation
internal import HTTPTypes
internal import Identity
internal import Service

extension Console {
    var sheetRoutes: [Route] {
        [
            get("/console/products.csv", .catalogueRead) { [self] visit in
                var reply = Reply(200, body: try services.catalogue.exportCSV(visit.merchant))
                reply.headers[.contentType] = "text/csv; charset=utf-8"
                reply.headers[.contentDisposition] = "attachment; filename=\"products.csv\""
                return reply
            },
            get("/console/import", .catalogueWrite, importPage),
            get("/console/import/refusals.csv", .catalogueWrite) { [self] visit in
                guard let path = services.refusalsFile(visit.merchant),
                    let table = FileManager.default.contents(atPath: path)
                else { throw Problem.notFound("list of refused lines") }
                var reply = Reply(200, body: Array(table))
                reply.headers[.contentType] = "text/csv; charset=utf-8"
                reply.headers[.contentDisposition] = "attachment; filename=\"refusals.csv\""
                return reply
            },
            post(
                "/console/import", .catalogueWrite, bodyLimit: Self.sheetLimit, page: importPage
            ) { [self] visit in try importSheet(visit) },
        ]
    }

    /// Bytes of a file that the form takes.
    private static let sheetLimit = 16 << 20
    private static let shownRefusals = 500

    private func importPage(_ visit: Visit) -> Reply {
        Frame.page(
            visit, visit.t("Import products", "导入商品"),
            importForm(visit) + refusedAtFirst(visit))
    }

    /// Where the lines are that the import of the sample refused.
    private func refusedAtFirst(_ visit: Visit) -> HTML {
        guard let path = services.refusalsFile(visit.merchant) else { return .empty }
        let t = visit.t
        let text = t(
            """
            The shop began with real order lines. Each one that was no sale of goods is in this \
            table: its number, why it was refused, and the line itself. On the server it is
            """,
            "店铺的初始数据来自真实订单行。未被视为商品销售的每一行都在此表中：行号、拒绝原因和原始内容。服务器上的文件为")
        return Parts.section(
            t("Lines refused at the first import", "首次导入时拒绝的行"),
            "<p>\(text) <code>\(path)</code></p>",
            Parts.action(
                "/console/import/refusals.csv", t("Get the table (CSV)", "下载表格（CSV）")))
    }

    private func importForm(_ visit: Visit) -> HTML {
        let t = visit.t
        let fields = Fields(visit, "/console/import")
        let form = fields.form(
            fields.file(t("File", "文件"), "file", accept: ".csv,text/csv")
                + Fields.submit(t("Import", "导入")), hasFile: true)
        let text = t(
            """
            Comma-separated values in UTF-8 with the columns of the export. A product is known by \
            its slug, a SKU by its code; what the file does not name stays as it is.
            """,
            "UTF-8 编码的 CSV，列与导出文件相同。商品以 slug 识别，SKU 以编码识别；文件中没有的内容保持不变。")
        return Parts.section(t("File", "文件"), "<p>\(text)</p>\(form)")
    }

    private func importSheet(_ visit: Visit) throws -> Reply {
        let t = visit.t
        guard let file = visit.form.file("file"), !file.isEmpty else {
            throw Problem.field("/file", t("choose a file", "请选择文件"))
        }
        let report = try services.catalogue.importCSV(visit.merchant, Array(file))
        try audit(
            visit, "product.import", "product", "csv",
            [
                "rows": JSON(report.rows), "created": JSON(report.productsCreated),
                "updated": JSON(report.productsUpdated), "refused": JSON(report.refused.count),
            ])
        let facts = Parts.facts([
            (t("Rows", "行数"), "\(report.rows)"),
            (t("New products", "新增商品"), "\(report.productsCreated)"),
            (t("Changed products", "更新商品"), "\(report.productsUpdated)"),
            (t("Unchanged products", "未变商品"), "\(report.productsUnchanged)"),
            (t("New SKUs", "新增 SKU"), "\(report.skusCreated)"),
            (t("Rows refused", "拒绝行数"), "\(report.refused.count)"),
        ])
        let rows = report.refused.prefix(Self.shownRefusals).map { refusal -> [HTML] in
            [
                "\(refusal.line)", "<code>\(refusal.column)</code>",
                ProblemWords.html(refusal.reason, t),
            ]
        }
        let table = Parts.table(
            t("Rows that were not taken", "未导入的行"),
            [
                .init(t("Line", "行"), isNumber: true), .init(t("Column", "列")),
                .init(t("Why", "原因")),
            ], Array(rows), empty: t("Every row was taken.", "所有行均已导入。"))
        let more =
            report.refused.count > Self.shownRefusals
            ? Parts.notice(
                t(
                    "The first \(Self.shownRefusals) are shown: mend them, then send it again.",
                    "仅显示前 \(Self.shownRefusals) 行：请修正后重新上传。"), isBad: true) : .empty
        return Frame.page(
            visit, t("Import report", "导入报告"),
            Parts.notice(t("The file was read to its end.", "文件已处理完毕。")) + facts + more + table
                + importForm(visit))
    }
}
