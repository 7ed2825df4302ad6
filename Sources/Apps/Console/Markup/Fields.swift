internal import Service

/// The fields of forms: each has a label that a click reaches.
enum Fields {
    /// A form that sends its CSRF token along.
    static func form(
        _ visit: Visit, _ path: String, _ body: HTML, isInline: Bool = false, hasFile: Bool = false
    ) -> HTML {
        let type: HTML = hasFile ? " enctype=\"multipart/form-data\"" : ""
        return """
            <form method="post" action="\(path)" class="\(isInline ? "inline" : "stack")"\(type)>\
            <input type="hidden" name="csrf" value="\(visit.csrf)">\(body)</form>
            """
    }

    /// A form of one button.
    static func button(
        _ visit: Visit, _ path: String, _ text: String, _ type: String = "",
        _ fields: [(String, String)] = [], confirm: String? = nil
    ) -> HTML {
        let hidden = fields.map { Self.hidden($0.0, $0.1) }
        let question: HTML = confirm.map { " data-confirm=\"\($0)\"" } ?? .empty
        return form(
            visit, path,
            "\(hidden)<button class=\"\(type)\"\(question)>\(text)</button>", isInline: true)
    }

    static func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    static func submit(_ text: String, _ type: String = "primary") -> HTML {
        "<button class=\"\(type)\">\(text)</button>"
    }

    /// A line of text, or a number, a date, a password.
    static func text(
        _ label: String, _ name: String, _ value: String = "", type: String = "text",
        hint: String = "", isRequired: Bool = false, autocomplete: String = "off",
        maximum: Int = 400
    ) -> HTML {
        let required: HTML = isRequired ? " required" : ""
        let length: HTML = ["text", "search", "email", "url"].contains(type)
            ? " maxlength=\"\(maximum)\"" : ""
        let step: HTML = type == "number" ? " step=\"1\" inputmode=\"numeric\"" : ""
        return field(
            label, name, hint,
            """
            <input id="f-\(name)" name="\(name)" type="\(type)" value="\(value)" \
            autocomplete="\(autocomplete)"\(length)\(step)\(required)\(described(name, hint))>
            """)
    }

    /// Several lines of text.
    static func area(
        _ label: String, _ name: String, _ value: String, rows: Int = 4, hint: String = ""
    ) -> HTML {
        field(
            label, name, hint,
            """
            <textarea id="f-\(name)" name="\(name)" rows="\(rows)"\(described(name, hint))>\
            \n\(value)</textarea>
            """)
    }

    /// One of several.
    static func choice(
        _ label: String, _ name: String, _ options: [(value: String, text: String)],
        _ chosen: String
    ) -> HTML {
        let items = options.map { option -> HTML in
            let mark: HTML = option.value == chosen ? " selected" : ""
            return "<option value=\"\(option.value)\"\(mark)>\(option.text)</option>"
        }
        return field(label, name, "", "<select id=\"f-\(name)\" name=\"\(name)\">\(items)</select>")
    }

    /// A file.
    static func file(_ label: String, _ name: String, accept: String) -> HTML {
        field(
            label, name, "",
            "<input id=\"f-\(name)\" name=\"\(name)\" type=\"file\" accept=\"\(accept)\" required>")
    }

    /// Fields that narrow a list: sent by GET.
    static func filter(_ path: String, _ fields: HTML, _ t: Language) -> HTML {
        """
        <form method="get" action="\(path)" class="filter" role="search">\(fields)\
        <button>\(t("Show", "筛选"))</button></form>
        """
    }

    /// A small field without visible label, for tables: `label` is read aloud.
    static func small(
        _ label: String, _ name: String, _ value: String = "", type: String = "number",
        size: Int = 6
    ) -> HTML {
        """
        <input aria-label="\(label)" name="\(name)" type="\(type)" value="\(value)" size="\(size)" \
        autocomplete="off">
        """
    }

    private static func described(_ name: String, _ hint: String) -> HTML {
        hint.isEmpty ? .empty : " aria-describedby=\"h-\(name)\""
    }

    private static func field(_ label: String, _ name: String, _ hint: String, _ control: HTML)
        -> HTML
    {
        let note: HTML = hint.isEmpty ? .empty : "<small id=\"h-\(name)\">\(hint)</small>"
        return """
            <div class="field"><label for="f-\(name)">\(label)</label>\(control)\(note)</div>
            """
    }
}
