internal import Service

/// One form and its fields: each has a label that a click reaches.
///
/// Where the form was sent and could not be taken, its fields hold what was typed and say what is
/// wrong with it.
struct Fields {
    private let path: String
    private let csrf: String
    /// Hidden values that tell the form from others of the same path.
    private let own: [(String, String)]
    private let t: Language
    private let failure: FormFailure?

    /// A form that is sent to `path`, with hidden values that tell it from others there.
    init(_ visit: Visit, _ path: String, _ own: [(String, String)] = []) {
        self.path = path
        csrf = visit.csrf
        self.own = own
        t = visit.t
        failure = visit.failure.flatMap { $0.isOf(path, own) ? $0 : nil }
    }

    /// A form that narrows a list, or that asks for no session.
    init(_ path: String, _ t: Language) {
        self.path = path
        self.t = t
        csrf = ""
        own = []
        failure = nil
    }

    /// Whether this is the form that could not be taken.
    var hasFailed: Bool { failure != nil }

    /// The form around its fields; it sends its CSRF token along.
    func form(_ body: HTML, isInline: Bool = false, hasFile: Bool = false) -> HTML {
        let type: HTML = hasFile ? " enctype=\"multipart/form-data\"" : ""
        let hidden = own.map { Self.hidden($0.0, $0.1) }
        return """
            <form method="post" action="\(path)" class="\(isInline ? "inline" : "stack")"\(type)>\
            \(Self.hidden("csrf", csrf))\(hidden)\(body)</form>
            """
    }

    /// Fields that narrow a list: sent by GET.
    func filter(_ body: HTML) -> HTML {
        """
        <form method="get" action="\(path)" class="filter" role="search">\(body)\
        <button>\(t("Show", "筛选"))</button></form>
        """
    }

    /// A form of one button.
    static func button(
        _ visit: Visit, _ path: String, _ text: String, _ type: String = "",
        _ fields: [(String, String)] = [], confirm: String? = nil
    ) -> HTML {
        let question: HTML = confirm.map { " data-confirm=\"\($0)\"" } ?? .empty
        return Fields(visit, path, fields).form(
            "<button class=\"\(type)\"\(question)>\(text)</button>", isInline: true)
    }

    static func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    static func submit(_ text: String, _ type: String = "primary") -> HTML {
        "<button class=\"\(type)\">\(text)</button>"
    }

    /// A line of text, or a number, a date, a password.
    func text(
        _ label: String, _ name: String, _ value: String = "", type: String = "text",
        hint: String = "", isRequired: Bool = false, autocomplete: String = "off",
        maximum: Int = 400
    ) -> HTML {
        let required: HTML = isRequired ? " required" : ""
        let length: HTML =
            ["text", "search", "email", "url"].contains(type)
            ? " maxlength=\"\(maximum)\"" : ""
        let step: HTML = type == "number" ? " step=\"1\" inputmode=\"numeric\"" : ""
        let shown = type == "password" ? "" : typed(name, value)
        return field(
            label, name, hint,
            """
            <input id="\(identifier(name))" name="\(name)" type="\(type)" value="\(shown)" \
            autocomplete="\(autocomplete)"\(length)\(step)\(required)\(described(name, hint))>
            """)
    }

    /// Several lines of text.
    func area(_ label: String, _ name: String, _ value: String, rows: Int = 4, hint: String = "")
        -> HTML
    {
        field(
            label, name, hint,
            """
            <textarea id="\(identifier(name))" name="\(name)" \
            rows="\(rows)"\(described(name, hint))>\
            \n\(typed(name, value))</textarea>
            """)
    }

    /// One of several.
    func choice(
        _ label: String, _ name: String, _ options: [(value: String, text: String)],
        _ chosen: String, hint: String = ""
    ) -> HTML {
        let chosen = typed(name, chosen)
        let items = options.map { option -> HTML in
            let mark: HTML = option.value == chosen ? " selected" : ""
            return "<option value=\"\(option.value)\"\(mark)>\(option.text)</option>"
        }
        return field(
            label, name, hint,
            """
            <select id="\(identifier(name))" name="\(name)"\(described(name, hint))>\
            \(items)</select>
            """)
    }

    /// A file.
    func file(_ label: String, _ name: String, accept: String) -> HTML {
        field(
            label, name, "",
            """
            <input id="\(identifier(name))" name="\(name)" type="file" accept="\(accept)" \
            required\(described(name, ""))>
            """)
    }

    /// A small field without visible label, for tables: `label` is read aloud.
    func small(_ label: String, _ name: String, _ value: String = "", type: String = "number")
        -> HTML
    {
        failure?.remember(name, identifier(name), label)
        return """
            <input id="\(identifier(name))" aria-label="\(label)" name="\(name)" type="\(type)" \
            value="\(typed(name, value))" size="6" autocomplete="off"\(described(name, ""))>\
            \(trouble(name))
            """
    }

    private func typed(_ name: String, _ value: String) -> String { failure?.form[name] ?? value }

    /// An identifier that no other form of the page has.
    private func identifier(_ name: String) -> String {
        let form = path.split(separator: "/").dropFirst() + own.map { Substring($0.1) }
        let place = form.joined(separator: "-").filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
        }
        return "f-\(place)-\(name)"
    }

    private func described(_ name: String, _ hint: String) -> HTML {
        let id = identifier(name)
        let isWrong = failure?.message(name) != nil
        let notes = (isWrong ? [id + "-wrong"] : []) + (hint.isEmpty ? [] : [id + "-hint"])
        guard !notes.isEmpty else { return .empty }
        let mark: HTML = isWrong ? " aria-invalid=\"true\"" : ""
        return " aria-describedby=\"\(notes.joined(separator: " "))\"\(mark)"
    }

    /// What is wrong with a field, in words.
    private func trouble(_ name: String) -> HTML {
        guard let message = failure?.message(name) else { return .empty }
        return """
            <span class="wrong" id="\(identifier(name))-wrong">\
            \(ProblemWords.html(message.prefix(1).uppercased() + message.dropFirst(), t))</span>
            """
    }

    private func field(_ label: String, _ name: String, _ hint: String, _ control: HTML)
        -> HTML
    {
        let id = identifier(name)
        failure?.remember(name, id, label)
        let note: HTML = hint.isEmpty ? .empty : "<small id=\"\(id)-hint\">\(hint)</small>"
        return """
            <div class="field"><label for="\(id)">\(label)</label>\(trouble(name))\(control)\(note)\
            </div>
            """
    }
}
