internal import IPLibrary
internal import Service

extension SteeringSettings {
    /// Bytes of a file of settings at most.
    package static let maximumBytes = 4 << 20
    private static let leastTokenBytes = 16

    private static let members: Set = [
        "library", "data", "dns", "http", "inner", "report", "zone", "preference", "regions",
        "nodes",
    ]

    /// Reads and checks settings: flags go before the environment (`SPILLWAY_STEERING_DNS_PORT`),
    /// and that before the file.
    ///
    /// - Parameters:
    ///   - name: what the file is called in errors.
    ///   - flags: values by their path, such as `dns.port`.
    ///   - defaults: the library and the folder where nobody names them.
    package init(
        name: String, text: [UInt8], flags: [String: String] = [:],
        environment: [String: String] = [:], defaults: (library: String, data: String)
    ) throws(SettingsError) {
        let file = try SettingsFile(name: name, text: text)
        try file.check(file.root, at: "", knows: Self.members)
        for (path, names) in [
            "dns": ["host", "port", "loops", "rate_limit"], "http": ["host", "port"],
            "inner": ["host", "port"], "report": ["token"],
            "preference": ["operator_kilometers", "tier_kilometers"],
        ] as [String: Set<String>] {
            if let part = file.root[path] { try file.check(part, at: path, knows: names) }
        }
        let reader = SettingsReader(file, flags: flags, environment: environment)
        library = reader.text("library", default: defaults.library)
        data = reader.text("data", default: defaults.data)
        func listener(_ path: String, _ port: Int) throws(SettingsError) -> Listener {
            let host = reader.text(path + ".host", default: "127.0.0.1")
            guard IPAddress(host) != nil else {
                throw reader.wrong(path + ".host", "is an address such as 127.0.0.1 or ::")
            }
            return Listener(
                host: host, port: try reader.integer(path + ".port", 0...65_535, default: port))
        }
        dns = try listener("dns", 8653)
        dnsLoops = try reader.integer("dns.loops", 1...64, default: 1)
        rateLimit = try reader.integer("dns.rate_limit", 0...1_000_000, default: 50)
        http = try listener("http", 8654)
        inner = try listener("inner", 8655)
        reportToken = reader.text("report.token", default: "")
        guard reportToken.isEmpty || reportToken.utf8.count >= Self.leastTokenBytes else {
            throw reader.wrong("report.token", "has \(Self.leastTokenBytes) bytes at least")
        }
        guard !reportToken.isEmpty || ["127.0.0.1", "::1"].contains(inner.host) else {
            throw reader.wrong(
                "report.token", "must be said where inner.host is not loopback: nodes send it")
        }
        preference = SteeringPlan.Preference()
        preference.operatorKilometers = try reader.number(
            "preference.operator_kilometers", default: preference.operatorKilometers)
        preference.tierKilometers = try reader.number(
            "preference.tier_kilometers", default: preference.tierKilometers)
        let lists = SettingsLists(file)
        geography = Geography(try lists.regions() + Region.known)
        nodes = try lists.nodes(geography)
        zone = try lists.zone()
    }
}
