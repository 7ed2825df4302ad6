internal import Catalogue
internal import Catalogue
internal import Service

/// What surrounds every page: head, header with search, shelves, footer.
struct Layout {
    let visit: Visit
    let assets: AssetPaths
    /// The shelves' links.
    let shelves: HTML
    var title: String
    /// What was searched for.
    var words = ""
    /// Further elements of the head, such as a refresh.
    var head = HTML.empty
    var description = ""

    private var t: Language { visit.t }

    /// The page around its main part.
    func page(_ main: HTML) -> HTML {
        let base = visit.base
        let shop = visit.shop
        return """
            <!doctype html><html lang="\(t.tag)"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width,initial-scale=1">\
            <title>\(title.isEmpty ? shop.name : "\(title) · \(shop.name)")</title>\
            \(about)\
            <link rel="icon" href="\(base)/icon.svg"><link rel="stylesheet" href="\(assets.style)">\
            <link rel="stylesheet" href="\(base)/theme.css?v=\(shop.front.version)">\
            <script src="\(assets.script)" defer></script>\(head)</head>
            <body><a class="skip" href="#main">\(t("Skip to the content", "跳到正文"))</a>
            <header class="site"><div class="wrap bar">\(brand)\(search)\(tools)</div>\(shelves)\
            </header>
            <main id="main" class="wrap" tabindex="-1">\(note)\(main)</main>
            \(footer)</body></html>
            """
    }

    private var about: HTML {
        description.isEmpty
            ? .empty : "<meta name=\"description\" content=\"\(description)\">"
    }

    private var brand: HTML {
        let shop = visit.shop
        let mark: HTML =
            if let logo = shop.front.settings.logo {
                "<img src=\"\(logo)\" alt=\"\" height=\"32\">"
            } else {
                .empty
            }
        return "<a class=\"brand\" href=\"\(visit.base)\">\(mark)<span>\(shop.name)</span></a>"
    }

    private var search: HTML {
        """
        <form class="search" role="search" action="\(visit.base)/search" \
        data-suggest="\(visit.base)/suggest"><label class="hidden" for="q">\
        \(t("Search the store", "搜索商品"))</label><input id="q" name="q" type="search" \
        value="\(words)" maxlength="200" autocomplete="off" enterkeyhint="search" \
        placeholder="\(t("Search the store", "搜索商品"))"><button type="submit">\(Icon.search)\
        <span class="hidden">\(t("Search", "搜索"))</span></button></form>
        """
    }

    private var tools: HTML {
        let count = visit.cartCount
        let account = visit.buyer == nil ? t("Sign in", "登录") : t("Account", "我的账户")
        let path = visit.buyer == nil ? "/sign-in" : "/account"
        let badge: HTML =
            count == 0
            ? .empty : "<b class=\"count\" aria-hidden=\"true\">\(min(count, 999))</b>"
        let said = t("Cart, \(count) items", "购物车，\(count) 件")
        return """
            <nav class="tools" aria-label="\(t("Account and cart", "账户与购物车"))">\
            <a href="\(visit.base)\(path)" aria-label="\(account)">\(Icon.person)\
            <span class="wide" aria-hidden="true">\(account)</span></a>\
            <a href="\(visit.base)/cart" aria-label="\(said)">\(Icon.cart)\
            <span class="wide" aria-hidden="true">\(t("Cart", "购物车"))</span>\
            \(badge)\
            </a></nav>
            """
    }

    private var note: HTML {
        guard let note = visit.request.query["note"].flatMap(Note.init(rawValue:)) else {
            return .empty
        }
        let icon = note.isProblem ? Icon.alert : Icon.done
        return """
            <p class="note\(note.isProblem ? " bad" : "")" role="status">\(icon)\
            <span>\(note.text(t))\(note == .added ? toCart : .empty)</span></p>
            """
    }

    private var toCart: HTML {
        " <a href=\"\(visit.base)/cart\">\(t("View the cart", "查看购物车"))</a>"
    }

    private var footer: HTML {
        let other: Language = t == .english ? .chinese : .english
        return """
            <footer class="site"><div class="wrap promise">\
            <p>\(Icon.parcel)\(t("Free delivery", "免运费"))</p>\
            <p>\(Icon.clock)\(t("Held while you pay", "付款期间保留商品"))</p>\
            <p>\(Icon.done)\(t("Every order counted once", "每笔订单只计一次"))</p></div>\
            <div class="wrap"><p>© \(visit.shop.name)</p>\
            <nav class="further" aria-label="\(t("Further pages", "更多页面"))">\
            <a href="\(visit.base)/search">\(t("All products", "全部商品"))</a>\
            <a href="\(visit.base)/account">\(t("Your orders", "我的订单"))</a>\
            <a href="\(visit.base)/cart">\(t("Your cart", "我的购物车"))</a></nav>\
            <nav aria-label="\(t("Language", "语言"))"><a class="language" lang="\(other.tag)" \
            hreflang="\(other.tag)" rel="nofollow" href="\(address(in: other))">\(Icon.globe)\
            \(other.name)</a></nav></div></footer>
            """
    }

    /// This page in another language.
    private func address(in language: Language) -> String {
        var text = visit.request.path + "?lang=\(language.rawValue)"
        for (name, value) in visit.request.query.pairs.prefix(16)
        where name != "lang" && name != "note" {
            text += "&" + Query.encode(name) + "=" + Query.encode(value)
        }
        return text
    }
}
