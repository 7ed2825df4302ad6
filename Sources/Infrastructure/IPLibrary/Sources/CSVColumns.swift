/// Which column of a CSV is what.
struct CSVColumns {
    private(set) var network: Int?
    private(set) var first: Int?
    private(set) var last: Int?
    private(set) var country: Int?
    private(set) var province: Int?
    private(set) var city: Int?
    private(set) var networkOperator: Int?

    private static let names: [String: any WritableKeyPath<CSVColumns, Int?> & Sendable] = [
        "network": \.network, "cidr": \.network, "prefix": \.network,
        "start": \.first, "first": \.first, "start_ip": \.first, "ip_start": \.first,
        "end": \.last, "last": \.last, "end_ip": \.last, "ip_end": \.last,
        "country": \.country, "country_name": \.country,
        "province": \.province, "region": \.province, "state": \.province,
        "city": \.city, "city_name": \.city,
        "operator": \.networkOperator, "isp": \.networkOperator, "as_name": \.networkOperator,
    ]

    /// The columns that a head row names; nil for a row that is no head.
    init?(head: [String]) {
        for (index, name) in head.enumerated() {
            guard let column = Self.names[name.lowercased()], self[keyPath: column] == nil else {
                continue
            }
            self[keyPath: column] = index
        }
        guard network != nil || (first != nil && last != nil) else { return nil }
    }

    /// The columns of a file without a head, by its first row: a network or two addresses, then
    /// country, province, city and operator.
    init(firstRow: [String]) {
        let hasNetwork = firstRow.first?.contains("/") ?? false
        if hasNetwork {
            network = 0
        } else {
            first = 0
            last = 1
        }
        let start = hasNetwork ? 1 : 2
        country = start
        province = start + 1
        city = start + 2
        networkOperator = start + 3
    }

    /// The place that a row names.
    func place(_ fields: [String]) -> Place {
        let word = { (column: Int?) in
            column.flatMap { $0 < fields.count ? fields[$0] : nil } ?? ""
        }
        return Place(
            country: word(country), province: word(province), city: word(city),
            networkOperator: word(networkOperator))
    }

    /// The addresses that a row names; nil where that is neither a network nor a range.
    func bounds(_ fields: [String]) -> (family: IPFamily, bounds: ClosedRange<UInt128>)? {
        let word = { (column: Int?) in
            column.flatMap { $0 < fields.count ? fields[$0] : nil } ?? ""
        }
        if network != nil {
            let text = word(network)
            if let prefix = IPPrefix(text) { return (prefix.address.family, prefix.bounds) }
            guard let address = IPAddress(text) else { return nil }
            return (address.family, address.bits...address.bits)
        }
        guard let low = IPAddress(word(first)), let high = IPAddress(word(last)),
            low.family == high.family, low.bits <= high.bits
        else { return nil }
        return (low.family, low.bits...high.bits)
    }
}
