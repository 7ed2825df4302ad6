internal import Identity
internal import Service

/// The fields of an address.
struct AddressForm {
    let t: Language
    /// What was typed.
    var values: Query
    /// The fields that are wrong.
    var wrong: Set<String> = []
    /// Whether browsers insist on the fields.
    var isRequired = true

    /// What is known of a buyer's address before they wrote one.
    static func start(_ buyer: Buyer) -> Query {
        Query("name=\(Query.encode(buyer.name))&country=\(Query.encode(buyer.country))")
    }

    /// The address that a form holds.
    static func read(_ form: Query) -> Address {
        func text(_ name: String) -> String {
            let text = form[name] ?? ""
            return String(text.drop { $0 == " " })
        }
        return Address(
            name: text("name"), line1: text("line1"), line2: text("line2"), city: text("city"),
            region: text("region"), postcode: text("postcode"), country: text("country"),
            phone: text("phone"))
    }

    /// The fields of an address that are not as they should be.
    static func wrong(_ address: Address) -> Set<String> {
        var wrong: Set<String> = []
        for (field, value) in zip(Address.fields, address.values) where !field.rule.takes(value) {
            wrong.insert(field.name)
        }
        return wrong
    }

    /// The markup.
    var html: HTML {
        let country = Field(
            name: "country", label: t("Country", "国家或地区"),
            value: values["country"] ?? t("GB", "CN"), error: error("country"))
        return """
            \(field("name", t("Name", "收件人"), "name"))\
            \(field("line1", t("Street and number", "街道和门牌号"), "address-line1"))\
            \(field("line2", t("More of it (optional)", "补充地址（可选）"), "address-line2", false))\
            <div class="pair">\(field("postcode", t("Postcode", "邮政编码"), "postal-code", false))\
            \(field("city", t("Town", "城市"), "address-level2"))</div>\
            <div class="pair even">\
            \(field("region", t("State, province (optional)", "省份（可选）"), "address-level1", false))\
            \(country.countries(t))</div>\
            \(field("phone", t("Telephone (optional)", "电话（可选）"), "tel", false))
            """
    }

    private func field(
        _ name: String, _ label: String, _ autocomplete: String, _ required: Bool = true
    ) -> HTML {
        Field(
            name: name, label: label, value: values[name] ?? "",
            type: name == "phone" ? "tel" : "text", autocomplete: autocomplete, maximum: 200,
            isRequired: required && isRequired, error: error(name)
        ).html
    }

    private func error(_ name: String) -> String? {
        wrong.contains(name) ? FieldWords.wrong(name, "", t) : nil
    }

    /// An address as lines of text.
    static func lines(_ address: Address, _ t: Language) -> HTML {
        let town = [address.postcode, address.city].filter { !$0.isEmpty }.joined(separator: " ")
        let lines = [
            address.name, address.line1, address.line2, town, address.region,
            Countries.name(address.country, t), address.phone,
        ].filter { !$0.isEmpty }
        var html = HTML.empty
        for (index, line) in lines.enumerated() {
            if index > 0 { html += "<br>" }
            html += "\(line)"
        }
        return "<address>\(html)</address>"
    }
}
