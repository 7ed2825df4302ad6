internal import Identity
internal import Primitives
internal import Service

extension Console {
    var staffRoutes: [Route] {
        [
            get("/console/staff", .staffRead) { [self] visit in try staff(visit) },
            post("/console/staff", .staffWrite, page: staff) { [self] visit in
                guard let role = Role(rawValue: visit.form["role"]) else {
                    throw Problem.field("/role", visit.t("choose a role", "请选择角色"))
                }
                let made = try services.identity.staff.make(
                    NewStaff(
                        merchant: visit.merchant, email: visit.form.trimmed("email"),
                        name: visit.form.trimmed("name"), role: role), by: visit.author)
                return secretPage(
                    visit, visit.t("Password of", "密码：") + " \(made.member.name)",
                    made.password ?? "", back: "/console/staff")
            },
            post("/console/staff/{staff}/role", .staffWrite, page: staff) { [self] visit in
                guard let role = Role(rawValue: visit.form["role"]) else {
                    throw Problem.field("/role", visit.t("choose a role", "请选择角色"))
                }
                try services.identity.staff.changeRole(
                    StaffID(visit.number("staff")), in: visit.merchant, to: role, by: visit.author)
                return .redirect("/console/staff?done=1")
            },
            post("/console/staff/{staff}/disabled", .staffWrite, page: staff) { [self] visit in
                try services.identity.staff.setDisabled(
                    StaffID(visit.number("staff")), in: visit.merchant,
                    to: visit.form["to"] == "1", by: visit.author)
                return .redirect("/console/staff?done=1")
            },
            post("/console/staff/{staff}/password", .staffWrite, page: staff) { [self] visit in
                let password = try services.identity.staff.resetPassword(
                    StaffID(visit.number("staff")), in: visit.merchant, by: visit.author)
                return secretPage(
                    visit, visit.t("New password", "新密码"), password, back: "/console/staff")
            },
            get("/console/keys", .keysRead) { [self] visit in try keys(visit) },
            post("/console/keys", .keysWrite, page: keys) { [self] visit in
                guard let role = Role(rawValue: visit.form["role"]) else {
                    throw Problem.field("/role", visit.t("choose a role", "请选择角色"))
                }
                let made = try services.identity.apiKeys.make(
                    name: visit.form.trimmed("name"), role: role, by: visit.staff)
                return secretPage(
                    visit, visit.t("API key", "API 密钥") + " \(made.key.name)", made.secret,
                    back: "/console/keys")
            },
            post("/console/keys/{key}/revoke", .keysWrite, page: keys) { [self] visit in
                try services.identity.apiKeys.revoke(
                    APIKeyID(visit.number("key")), by: visit.staff)
                return .redirect("/console/keys?done=1")
            },
            get("/console/audit", .auditRead) { [self] visit in try auditLog(visit) },
        ]
    }

    /// A secret that is shown once.
    private func secretPage(_ visit: Visit, _ title: String, _ secret: String, back: String)
        -> Reply
    {
        let t = visit.t
        let text = t("Copy it now: it is shown this once.", "请立即复制：仅显示这一次。")
        return Frame.page(
            visit, title,
            Parts.notice(text) + "<pre class=\"secret\" tabindex=\"0\">\(secret)</pre>"
                + Parts.action(back, t("Done", "完成"), isPrimary: true))
    }

    private func staff(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let after = visit.query("after").flatMap { Int64($0) }
        let page = try services.identity.staff.list(
            in: visit.merchant, PageRequest(after: after, limit: 100))
        let rows = page.items.map { member -> [HTML] in
            let state =
                member.isDisabled
                ? Parts.badge(t("disabled", "已停用"), .bad) : Parts.badge(t("active", "启用"), .good)
            let suffix = member.isOperator ? t(", operator", "、平台运营") : ""
            return [
                "\(member.name)", "\(member.email)",
                "\(RoleWords.name(member.role, t))\(suffix)",
                state, memberForms(visit, member),
            ]
        }
        var body = Parts.section(
            t("Staff", "员工"),
            Parts.table(
                t("Staff", "员工"),
                [
                    .init(t("Name", "姓名")), .init(t("E-mail", "邮箱")), .init(t("Role", "角色")),
                    .init(t("State", "状态")), .init(""),
                ], rows, empty: ""))
        if visit.may(.staffWrite) {
            let fields = Fields(visit, "/console/staff")
            let name = fields.text(t("Name", "姓名"), "name", isRequired: true, maximum: 200)
            let email = fields.text(
                t("E-mail address", "电子邮箱"), "email", type: "email", isRequired: true, maximum: 254)
            let role = fields.choice(
                t("Role", "角色"), "role", RoleWords.options(within: visit.staff.role, t), "viewer")
            body += Parts.section(
                t("Add somebody", "添加员工"),
                fields.form(
                    "<div class=\"grid\">\(name)\(email)\(role)</div>"
                        + Fields.submit(t("Add", "添加"))))
        }
        body += Parts.section(t("Who may do what", "角色权限"), RoleMatrix.html(t))
        return Frame.page(visit, t("Staff and roles", "员工与角色"), body)
    }

    private func memberForms(_ visit: Visit, _ member: StaffMember) -> HTML {
        let t = visit.t
        guard visit.may(.staffWrite), member.id != visit.staff.staff else { return .empty }
        let path = "/console/staff/\(member.id)"
        let options = RoleWords.options(within: visit.staff.role, t).map { option -> HTML in
            let mark: HTML = option.value == member.role.rawValue ? " selected" : ""
            return "<option value=\"\(option.value)\"\(mark)>\(option.text)</option>"
        }
        let label = t("Role of", "角色：") + " \(member.name)"
        let role = Fields(visit, path + "/role").form(
            "<select name=\"role\" aria-label=\"\(label)\">\(options)</select>"
                + Fields.submit(t("Change", "修改"), ""), isInline: true)
        let disable = Fields.button(
            visit, path + "/disabled",
            member.isDisabled ? t("Enable", "启用") : t("Disable", "停用"), "quiet",
            [("to", member.isDisabled ? "0" : "1")])
        let reset = Fields.button(
            visit, path + "/password", t("New password", "重置密码"), "quiet",
            confirm: t("Give a new password and end all sessions?", "重置密码并结束所有会话？"))
        return role + disable + reset
    }

    private func keys(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let after = visit.query("after").flatMap { Int64($0) }
        let page = try services.identity.apiKeys.list(
            in: visit.merchant, PageRequest(after: after, limit: 100))
        let rows = page.items.map { key -> [HTML] in
            let revoke: HTML =
                visit.may(.keysWrite) && key.revoked == nil
                ? Fields.button(
                    visit, "/console/keys/\(key.id)/revoke", t("Revoke", "吊销"), "danger",
                    confirm: t("Revoke this key?", "确定吊销此密钥？")) : .empty
            return [
                "\(key.name)", "<code>\(key.start)…</code>", "\(RoleWords.name(key.role, t))",
                Words.time(key.created), Words.time(key.lastUsed),
                key.revoked == nil
                    ? Parts.badge(t("active", "启用"), .good)
                    : Parts.badge(t("revoked", "已吊销"), .quiet),
                revoke,
            ]
        }
        var body = Parts.table(
            t("API keys", "API 密钥"),
            [
                .init(t("Name", "名称")), .init(t("Begins with", "开头")), .init(t("Role", "角色")),
                .init(t("Made", "创建")), .init(t("Last used", "最近使用")), .init(t("State", "状态")),
                .init(""),
            ], rows, empty: t("No key yet.", "还没有密钥。"))
        body += Parts.pager(
            "/console/keys", [("after", visit.query("after"))], next: page.next.map { "\($0)" }, t)
        if visit.may(.keysWrite) {
            let fields = Fields(visit, "/console/keys")
            let name = fields.text(
                t("What it is for", "用途"), "name", isRequired: true, maximum: 200)
            let role = fields.choice(
                t("Role", "角色"), "role", RoleWords.options(within: visit.staff.role, t), "viewer")
            body += Parts.section(
                t("New key", "新建密钥"),
                fields.form(
                    "<div class=\"grid\">\(name)\(role)</div>" + Fields.submit(t("Make", "创建"))))
        }
        return Frame.page(visit, t("API keys", "API 密钥"), body)
    }
}
