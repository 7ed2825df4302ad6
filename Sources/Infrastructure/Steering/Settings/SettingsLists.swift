internal import IPLibrary
internal import Service

/// Reads what in the settings is a list or belongs together: regions, nodes, the zone.
struct SettingsLists {
    private let file: SettingsFile

    init(_ file: SettingsFile) { self.file = file }

    func regions() throws(SettingsError) -> [Region] {
        var regions: [Region] = []
        for (path, value) in try list("regions", in: file.root, at: "", isNeeded: false) {
            try file.check(value, at: path, knows: ["names", "latitude", "longitude"])
            let names = try texts("names", in: value, at: path)
            guard !names.isEmpty else { throw file.wrong(path + ".names", "has one at least") }
            let point = try point(value, at: path)
            regions.append(Region(names, point.latitude, point.longitude))
        }
        return regions
    }

    func nodes(_ geography: Geography) throws(SettingsError) -> [SteeringNode] {
        var nodes: [SteeringNode] = []
        var names: Set<String> = []
        for (path, value) in try list("nodes", in: file.root, at: "", isNeeded: true) {
            try file.check(
                value, at: path,
                knows: [
                    "name", "region", "latitude", "longitude", "operators", "addresses", "url",
                    "capacity",
                ])
            let node = try node(value, at: path, geography)
            guard names.insert(node.name).inserted else {
                throw file.wrong(path + ".name", "\"\(node.name)\" is another node's name too")
            }
            nodes.append(node)
        }
        guard !nodes.isEmpty, nodes.count <= SteeringNode.maximumCount else {
            throw file.wrong("nodes", "are 1 to \(SteeringNode.maximumCount)")
        }
        return nodes
    }

    func zone() throws(SettingsError) -> DNSZone.Options {
        guard let zone = file.root["zone"] else { throw file.wrong("zone", "is missing") }
        try file.check(
            zone, at: "zone",
            knows: [
                "name", "mailbox", "serial", "servers", "hosts", "texts", "node_seconds",
                "fixed_seconds", "negative_seconds",
            ])
        let apex = try name("name", in: zone, at: "zone")
        var options = DNSZone.Options(
            apex: apex, servers: [], mailbox: try name("mailbox", in: zone, at: "zone"), hosts: [])
        options.serial = try seconds("serial", in: zone, default: options.serial)
        options.nodeSeconds = try seconds("node_seconds", in: zone, default: options.nodeSeconds)
        options.fixedSeconds = try seconds("fixed_seconds", in: zone, default: options.fixedSeconds)
        options.negativeSeconds = try seconds(
            "negative_seconds", in: zone, default: options.negativeSeconds)
        for (path, value) in try list("servers", in: zone, at: "zone", isNeeded: true) {
            try file.check(value, at: path, knows: ["name", "addresses"])
            let server = try name("name", in: value, at: path)
            let addresses = try addresses("addresses", in: value, at: path)
            guard !server.isWithin(apex) || !addresses.isEmpty else {
                throw file.wrong(path, "a server within the zone has an address at least")
            }
            options.servers.append((server, addresses))
        }
        guard !options.servers.isEmpty else { throw file.wrong("zone.servers", "has one at least") }
        for (index, text) in try texts("hosts", in: zone, at: "zone").enumerated() {
            let path = "zone.hosts.\(index)"
            guard let host = DNSName(text), host.isWithin(apex) else {
                throw file.wrong(path, "is a name within \(apex)")
            }
            options.hosts.append(host)
        }
        for (path, value) in try list("texts", in: zone, at: "zone", isNeeded: false) {
            try file.check(value, at: path, knows: ["name", "text"])
            let owner = try name("name", in: value, at: path)
            let text = try text("text", in: value, at: path)
            guard owner.isWithin(apex), text.utf8.count <= 4000 else {
                throw file.wrong(path, "is a name within \(apex), and a text of 4000 bytes at most")
            }
            options.texts.append((owner, text))
        }
        return options
    }

    private func node(
        _ value: JSON, at path: String, _ geography: Geography
    ) throws(SettingsError) -> SteeringNode {
        let place: String
        let point: Coordinates
        if let region = value["region"] {
            guard let text = region.string, let index = geography.region(named: text) else {
                throw file.wrong(
                    path + ".region", "is no region that is known; or give latitude and longitude")
            }
            (place, point) = (text, geography.regions[index].center)
        } else {
            point = try self.point(value, at: path)
            place = "\(point.latitude), \(point.longitude)"
        }
        let capacity = number(value["capacity"])
        guard let capacity, capacity > 0, capacity <= 1e12 else {
            throw file.wrong(path + ".capacity", "is a number above 0")
        }
        let url = try text("url", in: value, at: path)
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), !url.hasSuffix("/"),
            url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            throw file.wrong(path + ".url", "is such as https://edge1.example.com, no / at its end")
        }
        let addresses = try addresses("addresses", in: value, at: path)
        guard (1...16).contains(addresses.count) else {
            throw file.wrong(path + ".addresses", "are 1 to 16")
        }
        let name = try text("name", in: value, at: path)
        guard (1...63).contains(name.utf8.count), DNSName(name) != nil else {
            throw file.wrong(path + ".name", "is of letters, digits, dots and hyphens, 63 at most")
        }
        return SteeringNode(
            name: name, place: place, point: point,
            operators: try texts("operators", in: value, at: path, isNeeded: false),
            addresses: addresses, url: url, capacity: capacity)
    }

    private func list(
        _ name: String, in value: JSON, at path: String, isNeeded: Bool
    ) throws(SettingsError) -> [(path: String, value: JSON)] {
        let place = path.isEmpty ? name : path + "." + name
        guard let member = value[name] else {
            if isNeeded { throw file.wrong(place, "is missing") }
            return []
        }
        guard let values = member.array else { throw file.wrong(place, "is a list") }
        return values.enumerated().map { ("\(place).\($0)", $1) }
    }

    private func texts(
        _ name: String, in value: JSON, at path: String, isNeeded: Bool = true
    ) throws(SettingsError) -> [String] {
        var texts: [String] = []
        for (place, value) in try list(name, in: value, at: path, isNeeded: isNeeded) {
            guard let text = value.string, !text.isEmpty else {
                throw file.wrong(place, "is a text")
            }
            texts.append(text)
        }
        return texts
    }

    private func addresses(
        _ name: String, in value: JSON, at path: String
    ) throws(SettingsError) -> [IPAddress] {
        var addresses: [IPAddress] = []
        for (index, text) in try texts(name, in: value, at: path, isNeeded: false).enumerated() {
            guard let address = IPAddress(text) else {
                throw file.wrong("\(path).\(name).\(index)", "is no IPv4 or IPv6 address")
            }
            addresses.append(address)
        }
        return addresses
    }

    private func text(
        _ name: String, in value: JSON, at path: String
    ) throws(SettingsError) -> String {
        guard let text = value[name]?.string, !text.isEmpty else {
            throw file.wrong(path + "." + name, "is missing, or no text")
        }
        return text
    }

    private func name(
        _ name: String, in value: JSON, at path: String
    ) throws(SettingsError) -> DNSName {
        guard let found = DNSName(try text(name, in: value, at: path)) else {
            throw file.wrong(path + "." + name, "is no name such as www.example.com")
        }
        return found
    }

    private func seconds(
        _ name: String, in value: JSON, default other: UInt32
    ) throws(SettingsError) -> UInt32 {
        guard let member = value[name] else { return other }
        guard let number = member.integer, (0...Int64(Int32.max)).contains(number) else {
            throw file.wrong("zone." + name, "is a whole number from 0 to \(Int32.max)")
        }
        return UInt32(number)
    }

    private func point(_ value: JSON, at path: String) throws(SettingsError) -> Coordinates {
        guard let latitude = number(value["latitude"]), abs(latitude) <= 90,
            let longitude = number(value["longitude"]), abs(longitude) <= 180
        else {
            throw file.wrong(path, "latitude (-90 to 90) and longitude (-180 to 180) are wanted")
        }
        return Coordinates(latitude: latitude, longitude: longitude)
    }

    private func number(_ value: JSON?) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}
