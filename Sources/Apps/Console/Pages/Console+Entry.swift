internal import HTTPTypes
internal import Identity
internal import Primitives
internal import Service

extension Console {
    var entryRoutes: [Route] {
        [
            Route(.get, "/console/sign-in") { [self] request in try signInPage(request) },
            Route(.post, "/console/sign-in") { [self] request in try signIn(request) },
            Route(.get, "/console/language") { [self] request in changeLanguage(request) },
            post("/console/sign-out", .accountOwn) { [self] visit in try signOut(visit) },
            get("/console/account", .accountOwn) { [self] visit in try account(visit) },
            post("/console/account/password", .accountOwn, page: account) { [self] visit in
                try services.identity.changePassword(
                    of: visit.staff, from: visit.form["current_password"],
                    to: visit.form["new_password"], address: visit.request.address)
                return .redirect("/console/account?done=1")
            },
            post("/console/account/sessions/{session}", .accountOwn) { [self] visit in
                guard
                    try services.identity.sessions.revoke(
                        SessionID(visit.number("session")), of: visit.staff)
                else { throw Problem.notFound("session") }
                return .redirect("/console/account?done=1")
            },
        ]
    }

    /// A path on this server, or the first page: never another host's.
    static func local(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), path.utf8.count <= 2000,
            path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return "/console" }
        return path
    }

    private func signInPage(_ request: Request, _ problem: Problem? = nil, email: String = "")
        throws -> Reply
    {
        let t = Language.of(request)
        let next = Self.local(request.query["next"] ?? request.form["next"])
        if problem == nil, try visit(request, nil, isMutation: false) != nil {
            return .redirect(next)
        }
        let notice: HTML = problem.map { Parts.notice(ProblemWords.html($0, t), isBad: true) }
            ?? .empty
        let fields = Fields("/console/sign-in", t)
        let address = fields.text(
            t("E-mail address", "电子邮箱"), "email", email, type: "email", isRequired: true,
            autocomplete: "username")
        let password = fields.text(
            t("Password", "密码"), "password", type: "password", isRequired: true,
            autocomplete: "current-password")
        let body: HTML = """
            <main class="alone" id="main">\
            <img src="\(Asset.icon.path)" alt="" width="52" height="52">\
            <h1>\(t("Sign in", "登录"))</h1>\
            <p>\(t("The console of your store.", "店铺控制台。"))</p>\(notice)\
            <form method="post" action="/console/sign-in" class="stack card">\
            \(Fields.hidden("next", next))\(address)\(password)\
            \(Fields.submit(t("Sign in", "登录")))</form>\
            <p class="links">\(Frame.languages(request, t))</p></main>
            """
        return Frame.document(t("Sign in", "登录"), t, body, status: problem?.status ?? 200)
    }

    private func signIn(_ request: Request) throws -> Reply {
        let form = request.form
        let email = form["email"] ?? ""
        // A form of another site may not sign anybody in: browsers name the sender's origin.
        if let site = request.headers[Self.fetchSite], site == "cross-site" {
            return try signInPage(request, .forbidden, email: email)
        }
        do {
            let signedIn = try services.identity.signIn(
                email: email, password: form["password"] ?? "", address: request.address)
            var reply = Reply.redirect(Self.local(form["next"]))
            let seconds = (signedIn.expires.rawValue - request.receivedAt.rawValue) / 1000
            let cookie = SessionCookie.set(
                signedIn.token, isSecure: services.isSecure, maximumAgeSeconds: max(0, seconds))
            reply.headers.append(HTTPField(name: .setCookie, value: cookie))
            return reply
        } catch let problem as Problem {
            return try signInPage(request, problem, email: email)
        }
    }

    private static var fetchSite: HTTPField.Name { .init(parsed: "sec-fetch-site") ?? .origin }

    private func signOut(_ visit: Visit) throws -> Reply {
        try services.identity.sessions.signOut(visit.staff)
        var reply = Reply.redirect("/console/sign-in")
        let cookie = SessionCookie.clear(isSecure: services.isSecure)
        reply.headers.append(HTTPField(name: .setCookie, value: cookie))
        return reply
    }

    private func changeLanguage(_ request: Request) -> Reply {
        var reply = Reply.redirect(Self.local(request.query["next"]))
        if let language = request.query["to"].flatMap(Language.init(rawValue:)) {
            reply.setCookie(
                Language.cookie, language.rawValue, maximumAgeSeconds: 365 * 86_400,
                isSecure: services.isSecure)
        }
        return reply
    }

    private func account(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let sessions = try services.identity.sessions.list(of: visit.staff.staff)
        let rows = sessions.map { session -> [HTML] in
            let isThis = visit.staff.via == .session(session.id)
            let end: HTML =
                isThis
                ? Parts.badge(t("this one", "当前"), .good)
                : Fields.button(
                    visit, "/console/account/sessions/\(session.id)", t("End", "结束"), "quiet")
            return [
                "\(session.address)", Words.time(session.created), Words.time(session.lastUsed),
                end,
            ]
        }
        let table = Parts.table(
            t("Sessions", "会话"),
            [
                .init(t("Address", "地址")), .init(t("Began", "开始")),
                .init(t("Last used", "最近使用")), .init(""),
            ], rows, empty: "")
        let fields = Fields(visit, "/console/account/password")
        let current = fields.text(
            t("Current password", "当前密码"), "current_password", type: "password",
            isRequired: true, autocomplete: "current-password")
        let new = fields.text(
            t("New password", "新密码"), "new_password", type: "password", isRequired: true,
            autocomplete: "new-password")
        let form = fields.form(
            current + new + Fields.submit(t("Change password", "修改密码")))
        let role = Parts.facts([
            (t("Name", "姓名"), "\(visit.staff.name)"),
            (t("Role", "角色"), "\(RoleWords.name(visit.staff.role, t))"),
        ])
        return Frame.page(
            visit, t("Your account", "您的账户"),
            role + Parts.section(t("Sessions", "会话"), table)
                + Parts.section(t("Password", "密码"), form))
    }
}
