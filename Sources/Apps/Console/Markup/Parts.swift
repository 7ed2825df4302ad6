internal import Service

/// The pieces that pages are made of.
enum Parts {
    /// What a badge says by its colour, beside its word.
    enum Tone: String { case good, waiting, bad, news, quiet }

    /// A column of a table.
    struct Column {
        var title: String
        var isNumber = false

        init(_ title: String, isNumber: Bool = false) {
            self.title = title
            self.isNumber = isNumber
        }
    }

    static func badge(_ text: String, _ tone: Tone) -> HTML {
        "<span class=\"badge \(tone.rawValue)\">\(text)</span>"
    }

    static func link(_ path: String, _ text: String) -> HTML { "<a href=\"\(path)\">\(text)</a>" }

    /// A button that is a link.
    static func action(_ path: String, _ text: String, isPrimary: Bool = false) -> HTML {
        "<a class=\"button\(isPrimary ? " primary" : "")\" href=\"\(path)\">\(text)</a>"
    }

    /// A table that scrolls by itself where it is too wide; `empty` stands in for no rows.
    static func table(
        _ caption: String, _ columns: [Column], _ rows: [[HTML]], empty: String
    ) -> HTML {
        guard !rows.isEmpty else { return "<p class=\"empty\">\(empty)</p>" }
        let head = columns.map { column -> HTML in
            let type: HTML = column.isNumber ? " class=\"number\"" : ""
            guard !column.title.isEmpty else { return "<td></td>" }
            return "<th scope=\"col\"\(type)>\(column.title)</th>"
        }
        let body = rows.map { row -> HTML in
            let cells = zip(columns, row).map { column, cell -> HTML in
                let type: HTML = column.isNumber ? " class=\"number\"" : ""
                let label: HTML =
                    column.title.isEmpty ? .empty : " data-label=\"\(column.title)\""
                return "<td\(type)\(label)>\(cell)</td>"
            }
            return "<tr>\(cells)</tr>"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(caption)">\
            <table class="list">\
            <caption>\(caption)</caption><thead><tr>\(head)</tr></thead>\
            <tbody>\(body)</tbody></table></div>
            """
    }

    /// A list of terms and what they are.
    static func facts(_ facts: [(String, HTML)]) -> HTML {
        let items = facts.map { name, value -> HTML in
            "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
        }
        return "<dl class=\"facts\">\(items)</dl>"
    }

    /// A large figure with its name.
    static func figure(
        _ name: String, _ value: String, _ note: HTML = .empty, to path: String? = nil
    )
        -> HTML
    {
        let inner: HTML =
            HTML("<span class=\"name\">\(name)</span><strong>\(value)</strong>")
            + "<span class=\"note\">\(note)</span>"
        guard let path else { return "<div class=\"figure\">\(inner)</div>" }
        return "<a class=\"figure\" href=\"\(path)\">\(inner)</a>"
    }

    /// A part of a page under a heading.
    static func section(_ title: String, _ body: HTML, _ actions: HTML = .empty) -> HTML {
        """
        <section class="card"><header><h2>\(title)</h2><div class="actions">\(actions)</div>\
        </header>\
        \(body)</section>
        """
    }

    /// Names with a number each, and a bar that shows how they compare.
    static func bars(_ items: [(name: HTML, value: Int64, text: String)], empty: String) -> HTML {
        guard let most = items.map(\.value).max(), most > 0 else {
            return "<p class=\"empty\">\(empty)</p>"
        }
        let rows = items.map { item -> HTML in
            """
            <li><span>\(item.name)</span><b>\(item.text)</b><progress aria-hidden="true" \
            value="\(max(0, item.value))" max="\(most)"></progress></li>
            """
        }
        return "<ol class=\"bars\">\(rows)</ol>"
    }

    /// Something that a person should see first.
    static func notice(_ text: String, isBad: Bool = false) -> HTML {
        notice("\(text)" as HTML, isBad: isBad)
    }

    /// Something that a person should see first.
    static func notice(_ text: HTML, isBad: Bool = false) -> HTML {
        """
        <p class="notice \(isBad ? "bad" : "good")" role="\(isBad ? "alert" : "status")">\(text)</p>
        """
    }

    /// The link to the next page, and to the first when this is a later one.
    static func pager(_ path: String, _ query: [(String, String?)], next: String?, _ t: Language)
        -> HTML
    {
        let kept = query.filter { $0.0 != "after" && $0.1?.isEmpty == false }
        let isLater = query.contains { $0.0 == "after" && $0.1 != nil }
        guard next != nil || isLater else { return .empty }
        let first: HTML = isLater ? link(address(path, kept), t("First page", "首页")) : .empty
        let more: HTML =
            next.map { cursor in
                let address = address(path, kept + [("after", cursor)])
                return "<a rel=\"next\" href=\"\(address)\">\(t("Next page", "下一页"))</a>"
            } ?? .empty
        return "<nav class=\"pager\" aria-label=\"\(t("Pages", "分页"))\">\(first)\(more)</nav>"
    }

    /// A path with a query.
    static func address(_ path: String, _ query: [(String, String?)]) -> String {
        let pairs = query.compactMap { name, value in
            value.map { "\(name)=\(Query.encode($0))" }
        }
        return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
    }

    /// A path of dots in the text of an address that may be shown as a picture.
    static func picture(_ url: String, _ alternative: String) -> HTML {
        "<img src=\"\(url)\" alt=\"\(alternative)\" loading=\"lazy\" width=\"48\" height=\"48\">"
    }
}
