internal import Identity
internal import Service

/// The role table as a page shows it.
enum RoleMatrix {
    static func html(_ t: Language) -> HTML {
        let head = Role.allCases.map { "<th scope=\"col\">\(RoleWords.name($0, t))</th>" as HTML }
        let rows = RoleTable.rows.filter { row in
            Role.allCases.contains { row.permitted.contains($0.party) }
        }.map { row -> HTML in
            let cells = Role.allCases.map { role -> HTML in
                row.permitted.contains(role.party)
                    ? "<td class=\"yes\"><span aria-label=\"\(t("yes", "可以"))\">✓</span></td>"
                    : "<td><span aria-label=\"\(t("no", "不可"))\">·</span></td>"
            }
            let meaning = t(row.meaning, RoleWords.chinese(row.action))
            return """
                <tr><th scope="row"><code>\(row.action.name)</code> <small>\(meaning)</small></th>\
                \(cells)</tr>
                """
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(t("Roles", "角色"))">\
            <table class="matrix"><caption>\(t("Roles and actions", "角色与权限"))</caption>\
            <thead><tr><th scope="col">\(t("Action", "权限"))</th>\(head)</tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """
    }
}
