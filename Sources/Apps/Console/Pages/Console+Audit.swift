internal import Identity
internal import Primitives
internal import Service

extension Console {
    func auditLog(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let filter = AuditFilter(
            staff: visit.query("staff").flatMap { Int64($0) }.map { StaffID($0) },
            action: visit.query("action"), subjectKind: visit.query("kind"),
            subject: visit.query("subject"))
        let after = visit.query("after").flatMap { Int64($0) }
        let page = try services.identity.audit.list(
            in: visit.merchant, matching: filter, PageRequest(after: after, limit: 100))
        let rows = page.items.map { entry -> [HTML] in
            [
                Words.time(entry.at), Words.actor(entry.actorName, t),
                SubjectWords.way(entry.via, t),
                ActionWords.html(entry.action, t),
                SubjectWords.html(entry.subjectKind, entry.subject, t),
                SubjectWords.summary(entry.summary, t),
            ]
        }
        let fields = Fields("/console/audit", t)
        let form = fields.filter(
            fields.text(
                t("Staff number", "员工编号"), "staff", visit.query("staff") ?? "", type: "number")
                + fields.choice(
                    t("Action", "操作"), "action",
                    ActionWords.options(t, chosen: visit.query("action") ?? ""),
                    visit.query("action") ?? "")
                + fields.choice(
                    t("Kind of thing", "对象类型"), "kind", SubjectWords.options(t),
                    visit.query("kind") ?? "")
                + fields.text(t("Number", "对象编号"), "subject", visit.query("subject") ?? ""))
        let table = Parts.table(
            t("Audit log", "审计日志"),
            [
                .init(t("Time", "时间")), .init(t("Who", "操作人")), .init(t("By", "方式")),
                .init(t("What", "操作")), .init(t("On", "对象")), .init(t("More", "详情")),
            ], rows, empty: t("Nothing matches.", "没有符合条件的记录。"))
        let pager = Parts.pager(
            "/console/audit",
            [
                ("staff", visit.query("staff")), ("action", visit.query("action")),
                ("kind", visit.query("kind")), ("subject", visit.query("subject")),
                ("after", visit.query("after")),
            ], next: page.next.map { "\($0)" }, t)
        return Frame.page(visit, t("Audit log", "审计日志"), form + table + pager)
    }
}
