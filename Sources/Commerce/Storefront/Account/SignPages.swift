internal import Checkout
internal import Identity
internal import Primitives
internal import Service

// Signing up, in and out.
extension Storefront {
    func signInPage(_ visit: Visit) throws -> Reply {
        let next = visit.request.query["next"]
        if visit.buyer != nil { return visit.go(Visit.next(next) ?? "/account") }
        return try signInPage(visit, next: next, problem: nil)
    }

    private func signInPage(_ visit: Visit, next: String?, problem: Problem?) throws -> Reply {
        let t = visit.t
        let main: HTML = """
            <div class="narrow"><h1>\(t("Sign in", "登录"))</h1>\(Self.trouble(problem, t))\
            <form class="panel" method="post" action="\(visit.base)/sign-in">\
            \(hiddenFields(visit, next))\
            \(email(visit.form["email"] ?? "", nil, t))\
            \(Field(name: "password", label: t("Password", "密码"), type: "password",
                    autocomplete: "current-password", maximum: 200).html)\
            <button class="primary block" type="submit">\(t("Sign in", "登录"))</button></form>\
            <p class="center">\(t("New here?", "还没有账户？")) \
            <a href="\(visit.base)/sign-up\(Self.carry(next))">\(t("Create an account", "注册"))\
            </a></p></div>
            """
        return try show(
            visit, t("Sign in", "登录"), status: problem?.status ?? 200, isPrivate: true, main)
    }

    func signIn(_ visit: Visit) throws -> Reply {
        do {
            let signedIn = try services.identity.signInBuyer(
                email: visit.form["email"] ?? "", password: visit.form["password"] ?? "",
                in: visit.merchant, address: visit.request.address)
            return try welcome(signedIn, visit)
        } catch let problem as Problem {
            return try signInPage(visit, next: visit.form["next"], problem: problem)
        }
    }

    func signUpPage(_ visit: Visit) throws -> Reply {
        try signUpPage(visit, next: visit.request.query["next"], problem: nil)
    }

    private func signUpPage(_ visit: Visit, next: String?, problem: Problem?) throws -> Reply {
        let t = visit.t
        func wrong(_ field: String) -> String? {
            guard let problem, problem.fields.contains(where: { $0.pointer == "/" + field }) else {
                return nil
            }
            return FieldWords.wrong(field, problem.code, t)
        }
        func value(_ name: String) -> String { visit.form[name] ?? "" }
        let country = Field(
            name: "country", label: t("Country", "国家或地区"),
            value: value("country").isEmpty ? t("GB", "CN") : value("country"),
            error: wrong("country"))
        let main: HTML = """
            <div class="narrow"><h1>\(t("Create an account", "注册"))</h1>\
            \(Self.trouble(problem, t))\
            <form class="panel" method="post" action="\(visit.base)/sign-up">\
            \(hiddenFields(visit, next))\
            \(Field(name: "name", label: t("Name", "姓名"), value: value("name"),
                    autocomplete: "name", error: wrong("name")).html)\
            \(email(value("email"), wrong("email"), t))\
            \(Field(name: "password", label: t("Password", "密码"), type: "password",
                    autocomplete: "new-password", maximum: 200,
                    hint: t("10 characters at least", "至少 10 个字符"),
                    error: wrong("password")).html)\
            \(country.countries(t))\
            <button class="primary block" type="submit">\(t("Create the account", "注册"))</button>\
            </form>\
            <p class="center">\(t("Have an account?", "已有账户？")) \
            <a href="\(visit.base)/sign-in\(Self.carry(next))">\(t("Sign in", "登录"))</a></p></div>
            """
        return try show(
            visit, t("Create an account", "注册"), status: problem?.status ?? 200, isPrivate: true,
            main)
    }

    func signUp(_ visit: Visit) throws -> Reply {
        let form = visit.form
        let new = NewBuyer(
            email: form["email"] ?? "", password: form["password"] ?? "",
            name: form["name"] ?? "", country: form["country"] ?? "")
        do {
            let signedIn = try services.identity.signUp(
                new, in: visit.merchant, address: visit.request.address)
            return try welcome(signedIn, visit)
        } catch let problem as Problem {
            return try signUpPage(visit, next: form["next"], problem: problem)
        }
    }

    func signOut(_ visit: Visit) throws -> Reply {
        var reply = visit.go("?note=bye")
        setCookie(&reply, visit, Self.buyerCookie, "", seconds: 0)
        setCookie(&reply, visit, Self.visitorCookie, "", seconds: 0)
        return reply
    }

    /// Hands the token to the browser, and the guest's cart to the buyer. The browser's old secret
    /// is taken back: somebody may have planted it.
    private func welcome(_ signedIn: SignedInBuyer, _ visit: Visit) throws -> Reply {
        let owner = CartOwner(buyer: signedIn.buyer.id, merchant: visit.merchant)
        if visit.buyer == nil { try carts.merge(visit.cart, into: owner) }
        var reply = visit.go(Visit.next(visit.form["next"]) ?? "?note=welcome")
        let seconds = (signedIn.expires.rawValue - services.clock.now().rawValue) / 1000
        setCookie(&reply, visit, Self.buyerCookie, signedIn.token, seconds: max(1, seconds))
        setCookie(&reply, visit, Self.visitorCookie, "", seconds: 0)
        return reply
    }

    private func hiddenFields(_ visit: Visit, _ next: String?) -> HTML {
        guard let next = Visit.next(next) else { return visit.csrfField }
        return visit.csrfField + "<input type=\"hidden\" name=\"next\" value=\"\(next)\">"
    }

    private func email(_ value: String, _ error: String?, _ t: Language) -> HTML {
        Field(
            name: "email", label: t("E-mail", "电子邮箱"), value: value, type: "email",
            autocomplete: "email", maximum: 254, error: error
        ).html
    }

    private static func carry(_ next: String?) -> String {
        Visit.next(next).map { "?next=" + Query.encode($0) } ?? ""
    }

    /// What went wrong with a form as a whole.
    static func trouble(_ problem: Problem?, _ t: Language) -> HTML {
        guard let problem else { return .empty }
        return trouble(FieldWords.whole(problem, t))
    }

    /// What went wrong, in words; it has the focus, so that nobody misses it.
    static func trouble(_ words: String) -> HTML {
        """
        <p class="note bad" role="alert" tabindex="-1" autofocus>\(Icon.alert)\
        <span>\(words)</span></p>
        """
    }
}
