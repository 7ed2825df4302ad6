internal import Service

/// An input of a form with its label, hint and error.
struct Field {
    var name: String
    var label: String
    var value = ""
    var type = "text"
    /// What browsers fill in (HTML, 4.10.18.7).
    var autocomplete = "off"
    var maximum = 120
    var isRequired = true
    var hint = ""
    var error: String?

    /// The markup.
    var html: HTML {
        let id = "f-" + name
        let described = error != nil ? id + "-error" : hint.isEmpty ? "" : id + "-hint"
        return """
            <div class="field"><label for="\(id)">\(label)</label>\
            <input id="\(id)" name="\(name)" type="\(type)" value="\(value)" \
            maxlength="\(maximum)" autocomplete="\(autocomplete)"\
            \(described.isEmpty ? .empty : " aria-describedby=\"\(described)\"")\
            \(isRequired ? " required" : HTML.empty)\
            \(error == nil ? .empty : " aria-invalid=\"true\"")>\(note(id))</div>
            """
    }

    /// A choice of countries instead of an input.
    func countries(_ t: Language) -> HTML {
        let id = "f-" + name
        var options = HTML.empty
        if value.isEmpty { options += "<option value=\"\">\(t("Choose…", "请选择…"))</option>" }
        for country in Countries.all {
            options += """
                <option value="\(country.code)"\
                \(country.code == value ? " selected" : HTML.empty)>\
                \(t(country.english, country.chinese))</option>
                """
        }
        return """
            <div class="field"><label for="\(id)">\(label)</label>\
            <select id="\(id)" name="\(name)" autocomplete="country"\
            \(error == nil ? .empty : " aria-invalid=\"true\" aria-describedby=\"\(id)-error\"")>\
            \(options)</select>\(note(id))</div>
            """
    }

    private func note(_ id: String) -> HTML {
        if let error { return "<p class=\"wrong\" id=\"\(id)-error\">\(error)</p>" }
        return hint.isEmpty ? .empty : "<p class=\"hint\" id=\"\(id)-hint\">\(hint)</p>"
    }
}
