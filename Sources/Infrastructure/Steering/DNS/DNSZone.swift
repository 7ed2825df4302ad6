package import IPLibrary

/// The zone that steering is the authority of.
package struct DNSZone: Sendable {
    /// What the settings say of it.
    package struct Options: Sendable {
        /// Its name.
        package var apex: DNSName
        /// The names of its servers, each with its addresses where it lies within the zone.
        package var servers: [(name: DNSName, addresses: [IPAddress])]
        /// Who is responsible, as a name: `hostmaster.example.com`.
        package var mailbox: DNSName
        /// The names whose addresses are those of nodes.
        package var hosts: [DNSName]
        /// Texts by name.
        package var texts: [(name: DNSName, text: String)]
        /// Seconds for which an answer with a node may be kept.
        package var nodeSeconds: UInt32
        /// Seconds for which every other answer may be kept.
        package var fixedSeconds: UInt32
        /// Seconds for which it may be kept that there is no such name.
        package var negativeSeconds: UInt32
        /// The serial number.
        package var serial: UInt32

        /// Describes a zone.
        package init(
            apex: DNSName, servers: [(name: DNSName, addresses: [IPAddress])], mailbox: DNSName,
            hosts: [DNSName], texts: [(name: DNSName, text: String)] = [],
            nodeSeconds: UInt32 = 10, fixedSeconds: UInt32 = 3600, negativeSeconds: UInt32 = 60,
            serial: UInt32 = 1
        ) {
            self.apex = apex
            self.servers = servers
            self.mailbox = mailbox
            self.hosts = hosts
            self.texts = texts
            self.nodeSeconds = nodeSeconds
            self.fixedSeconds = fixedSeconds
            self.negativeSeconds = negativeSeconds
            self.serial = serial
        }
    }

    /// What a name has.
    struct Entry: Sendable {
        var name: [UInt8]
        /// Whether its addresses are those of nodes.
        var isSteered = false
        /// The data of fixed records, by type.
        var records: [UInt16: [[UInt8]]] = [:]
    }

    let options: Options
    let soa: [UInt8]
    private let entries: [UInt64: Entry]
    /// Servers within the zone, whose addresses go with every NS answer.
    let glue: [Entry]

    /// Lays the zone out. Names outside of it are left out: the settings refuse them before.
    package init(_ options: Options) {
        self.options = options
        var soa = options.servers.first.map(\.name.bytes) ?? options.apex.bytes
        soa += options.mailbox.bytes
        for number in [options.serial, 3600, 600, 604_800, options.negativeSeconds] {
            soa += Self.big(number)
        }
        self.soa = soa
        var byName: [DNSName: Entry] = [:]
        func edit(_ name: DNSName, _ change: (inout Entry) -> Void) {
            guard name.isWithin(options.apex) else { return }
            change(&byName[name, default: Entry(name: name.bytes)])
            // A name between has no record, but is there (RFC 8020).
            var above = name.parent
            while let between = above, between.isWithin(options.apex) {
                if byName[between] == nil { byName[between] = Entry(name: between.bytes) }
                above = between.parent
            }
        }
        edit(options.apex) { entry in
            entry.records[DNSType.soa] = [soa]
            entry.records[DNSType.ns] = options.servers.map(\.name.bytes)
        }
        for server in options.servers {
            edit(server.name) { entry in
                for address in server.addresses {
                    let type = address.family == .v4 ? DNSType.a : DNSType.aaaa
                    entry.records[type, default: []].append(address.bytes)
                }
            }
        }
        for host in options.hosts { edit(host) { $0.isSteered = true } }
        for (name, text) in options.texts {
            edit(name) { $0.records[DNSType.txt, default: []].append(Self.text(text)) }
        }
        glue = options.servers.compactMap { byName[$0.name] }
        entries = Dictionary(
            byName.values.map { (NameHash.of($0.name), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// What the name of a question has; nil where there is no such name in the zone.
    @inline(__always) func find(_ query: DNSQuery, in bytes: Span<UInt8>) -> Entry? {
        guard let entry = entries[query.nameHash],
            Self.isSame(entry.name, bytes, query.name)
        else { return nil }
        return entry
    }

    /// Whether the name of a question is the zone's or below it; gives where the zone's begins.
    func apexOffset(_ query: DNSQuery, in bytes: Span<UInt8>) -> Int? {
        let apex = options.apex.bytes
        var place = query.name.lowerBound
        while query.name.upperBound - place > apex.count { place += 1 + Int(bytes[place]) }
        let rest = place..<query.name.upperBound
        return Self.isSame(apex, bytes, rest) ? place : nil
    }

    private static func isSame(_ name: [UInt8], _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard name.count == range.count else { return false }
        for index in name.indices
        where NameHash.lower(bytes[range.lowerBound + index]) != name[index] { return false }
        return true
    }

    static func big(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// The data of TXT: pieces of 255 bytes at most (RFC 1035, 3.3.14).
    static func text(_ text: String) -> [UInt8] {
        var rest = Array(text.utf8)[...]
        var data: [UInt8] = []
        repeat {
            let piece = rest.prefix(255)
            data.append(UInt8(piece.count))
            data += piece
            rest = rest.dropFirst(255)
        } while !rest.isEmpty
        return data
    }
}
