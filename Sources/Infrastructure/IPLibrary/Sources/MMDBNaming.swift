/// Finds the four words of a place in a record of a MaxMind DB, whose publishers differ in names.
struct MMDBNaming {
    /// The languages in which names are taken, the best first.
    let languages: [String]

    func place(_ record: MMDBValue) -> Place {
        Place(
            country: name(record["country"])
                ?? first(record, ["country_name", "country_code", "country_iso_code"])
                ?? name(record["registered_country"]) ?? "",
            province: name(record["subdivisions"])
                ?? first(record, ["region", "region_name", "province", "state", "state1"]) ?? "",
            city: name(record["city"]) ?? first(record, ["city_name"]) ?? "",
            networkOperator: first(
                record,
                [
                    "isp", "autonomous_system_organization", "as_name", "as_organization",
                    "organization",
                ])
                ?? first(record["traits"], ["isp", "autonomous_system_organization"]) ?? "")
    }

    /// A name in the best language there is; else the code; else the text itself.
    private func name(_ value: MMDBValue?) -> String? {
        guard let value else { return nil }
        if let text = value.text { return text }
        if let names = value["names"] {
            for language in languages { if let text = names[language]?.text { return text } }
        }
        return value["iso_code"]?.text
    }

    private func first(_ value: MMDBValue?, _ keys: [String]) -> String? {
        keys.lazy.compactMap { value?[$0]?.text }.first
    }
}
