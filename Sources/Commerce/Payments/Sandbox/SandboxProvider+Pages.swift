internal import HTTPTypes
internal import Service
internal import Synchronization

extension SandboxProvider {
    func payPage(_ request: Request) throws -> Reply {
        try refuseWhenOut()
        let token = request.parameters["token"] ?? ""
        guard let payment = try books.payment("token", token) else {
            throw Problem.notFound("payment")
        }
        guard payment.state == .pending else { return back(payment) }
        let t = Language.of(request)
        let content: HTML = """
            <p class="amount">\(Self.text(payment.amount, payment.currency))</p>
            <p>\(t("Order", "订单")) \(payment.order)</p>
            <form method="post" action="/pay/\(payment.token)">
            <button name="choice" value="pay" class="main" autofocus>\(t("Pay", "付款"))</button>
            <button name="choice" value="decline">\(t("Decline the card", "拒绝此卡"))</button>
            <button name="choice" value="cancel">\(t("Cancel", "取消"))</button>
            </form>
            """
        let note = t(
            "A sandbox: no money moves. Choose what the bank says.",
            "这是沙盒：没有真实的钱。请选择银行的答复。")
        return page(t, title: t("Sandbox payment", "沙盒支付"), note: note, content)
    }

    func pay(_ request: Request) throws -> Reply {
        try refuseWhenOut()
        let token = request.parameters["token"] ?? ""
        guard let choice = request.form["choice"].flatMap({ SandboxBooks.Choice(rawValue: $0) })
        else { throw Problem.field("/choice", "pay, decline or cancel") }
        guard let payment = try books.choose(choice, token: token) else {
            throw Problem.notFound("payment")
        }
        return back(payment)
    }

    /// Sends the buyer back to the shop, which asks for itself what became of it.
    private func back(_ payment: SandboxPayment) -> Reply {
        .redirect(payment.returnURL)
    }

    private static let keyNeeded = Problem(
        403, "sandbox_key_required",
        "This page takes the sandbox's key in its address: open the address \"payment sandbox\""
            + " that the center prints when it starts.")

    func control(_ request: Request) throws -> Reply {
        let key = request.query["key"] ?? ""
        guard isSecret(key) else { throw Self.keyNeeded }
        return try controlPage(request, key)
    }

    func changeControl(_ request: Request) throws -> Reply {
        let form = request.form
        let key = form["key"] ?? ""
        guard isSecret(key) else { throw Self.keyNeeded }
        var changed = options
        for entry in SandboxOptions.numbers {
            guard let value = form[entry.name].flatMap({ Int($0) }), (0...100).contains(value)
            else { throw Problem.field("/\(entry.name)", "a number from 0 to 100") }
            changed[keyPath: entry.path] = value
        }
        if let text = form["late_ms"] {
            guard let value = Int64(text), (0...3_600_000).contains(value) else {
                throw Problem.field("/late_ms", "a number from 0 to 3600000")
            }
            changed.lateMilliseconds = value
        }
        changed.isOut = form["out"] == "on"
        let wanted = changed
        books.options.withLock { $0 = wanted }
        return .redirect("/control?key=\(Query.encode(key))")
    }

    private func controlPage(_ request: Request, _ key: String) throws -> Reply {
        let t = Language.of(request)
        let now = options
        let rows = SandboxOptions.numbers.map { entry -> HTML in
            """
            <label>\(t(entry.english, entry.chinese))
            <input type="number" name="\(entry.name)" min="0" max="100" required
            value="\(now[keyPath: entry.path])"></label>
            """
        }
        let checked: HTML = now.isOut ? " checked" : ""
        let counts = try books.webhookCounts().map { entry -> HTML in
            "<li>\(Self.name(entry.state, t)): \(entry.count)</li>"
        }
        let content: HTML = """
            <form method="post" action="/control">
            <input type="hidden" name="key" value="\(key)">\(rows)
            <label>\(t("how late, ms", "迟到多久，毫秒"))
            <input type="number" name="late_ms" min="0" max="3600000" required
            value="\(now.lateMilliseconds)"></label>
            <label><input type="checkbox" name="out"\(checked)>
            \(t("Outage: answer 503", "停机：一律答 503"))</label>
            <button class="main">\(t("Set", "设定"))</button>
            </form>
            <h2>\(t("Webhooks", "通知"))</h2><ul>\(counts)</ul>
            """
        return page(t, title: t("Sandbox switches", "沙盒开关"), note: "", content)
    }

    private static func name(_ state: SandboxBooks.WebhookState, _ t: Language) -> String {
        switch state {
        case .due: t("to be sent", "待发")
        case .done: t("taken", "已收")
        case .lost: t("lost", "已丢")
        case .givenUp: t("given up", "已放弃")
        }
    }

    private func page(_ t: Language, title: String, note: String, _ content: HTML) -> Reply {
        let page: HTML = """
            <!doctype html>
            <html lang="\(t.tag)"><head><meta charset="utf-8"><title>\(title)</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>\(HTML(trusted: Self.style))</style></head>
            <body><main><h1>\(title)</h1><p class="note">\(note)</p>\(content)</main></body></html>
            """
        var reply = Reply.html(page)
        reply.headers[.cacheControl] = "no-store"
        reply.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
        return reply
    }

    private static let style = """
        @media(min-width:120rem){html{font-size:calc(20% + .6667vw)}}
        body{font:1.1rem/1.5 system-ui,sans-serif;margin:0;background:#eef1f5;color:#16202c}
        main{box-sizing:border-box;width:calc(100% - 2rem);max-width:30rem;margin:8vh auto;\
        padding:2rem;background:#fff;border-radius:.75rem;box-shadow:0 2px 12px #0002}
        h1{font-size:1.2rem;margin:0 0 .5rem}.note{color:#4a5868;font-size:.95rem}
        .amount{font-size:2.4rem;font-weight:700;margin:.5rem 0;font-variant-numeric:tabular-nums}
        form{display:grid;gap:.75rem}label{display:grid;gap:.25rem}
        input,button{font:inherit;padding:.6rem .9rem;border:1px solid #8a97a6;border-radius:.5rem;\
        background:#fff;color:inherit}
        input[type=checkbox]{justify-self:start;width:1.3rem;height:1.3rem}
        button{cursor:pointer;min-height:2.75rem}
        .main{background:#0b57a4;border-color:#0b57a4;color:#fff;font-weight:600}
        :focus-visible{outline:3px solid #f5a524;outline-offset:2px}
        """
}
