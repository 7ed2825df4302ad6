import Steering
import Testing

/// Settings: what is read, what goes before what, and which line is named.
@Suite struct SettingsTests {
    static let text = """
        {
          "library": "/tmp/ip.library",
          "data": "/tmp/steering",
          "dns": {"port": 5301, "rate_limit": 7},
          "zone": {
            "name": "example.com", "mailbox": "hostmaster.example.com",
            "servers": [{"name": "ns1.example.com", "addresses": ["127.0.0.1"]}],
            "hosts": ["www.example.com"]
          },
          "regions": [{"names": ["Mars"], "latitude": 10, "longitude": 20.5}],
          "nodes": [
            {"name": "hz", "region": "浙江省", "operators": ["电信"],
             "addresses": ["192.0.2.1"], "url": "https://hz.example.com", "capacity": 100},
            {"name": "m", "region": "Mars",
             "addresses": ["2001:db8::1"], "url": "https://m.example.com",
             "capacity": 0.5}
          ]
        }
        """

    private func read(
        _ text: String = text, flags: [String: String] = [:], environment: [String: String] = [:]
    ) throws(SettingsError) -> SteeringSettings {
        try SteeringSettings(
            name: "s.json", text: Array(text.utf8), flags: flags, environment: environment,
            defaults: (library: "L", data: "D"))
    }

    @Test func `a flag goes before the environment, and that before the file`() throws {
        let settings = try read(
            flags: ["dns.port": "5303", "http.port": "1"],
            environment: [
                "SPILLWAY_STEERING_DNS_PORT": "5302", "SPILLWAY_STEERING_DNS_RATE_LIMIT": "9",
                "SPILLWAY_STEERING_DATA": "/tmp/other",
            ])
        #expect(settings.dns.host == "127.0.0.1" && settings.dns.port == 5303)
        #expect(settings.rateLimit == 9 && settings.data == "/tmp/other")
        #expect(settings.library == "/tmp/ip.library" && settings.http.port == 1)
        #expect(settings.nodes.map(\.name) == ["hz", "m"])
        #expect(settings.nodes[1].point == Coordinates(latitude: 10, longitude: 20.5))
        #expect(settings.zone.hosts == [DNSName("www.example.com")])
        #expect(try read().dns.port == 5301 && read().rateLimit == 7)
    }

    @Test(arguments: [
        (#""port": 5301"#, #""port": 70000"#, "s.json:4: dns.port: is a whole number"),
        (#""port": 5301"#, #""prot": 5301"#, "s.json:4: dns.prot: is not known"),
        (#""data""#, #""date""#, "s.json:3: date: is not known"),
        (#""capacity": 0.5"#, #""capacity": 0"#, "s.json:16: nodes.1.capacity"),
        (#""capacity": 0.5"#, #""capacity": "x""#, "s.json:16: nodes.1.capacity"),
        (#""region": "Mars""#, #""region": "Venus""#, "s.json:14: nodes.1.region"),
        (#""2001:db8::1""#, #""2001:db8""#, "s.json:15: nodes.1.addresses.0"),
        (#""name": "m""#, #""name": "hz""#, "s.json:14: nodes.1.name"),
        (#""www.example.com""#, #""www.example.org""#, "s.json:8: zone.hosts.0"),
        (#""addresses": ["127.0.0.1"]"#, #""addresses": []"#, "s.json:7: zone.servers.0"),
        (#""latitude": 10"#, #""latitude": 100"#, "s.json:10: regions.0"),
        (#""hosts""#, #""hosts" "x""#, "s.json:8: "),
        (#""url": "https://m."#, #""url": "ftp://m."#, "s.json:15: nodes.1.url"),
    ])
    func `what is wrong is named by its line`(
        _ old: String, _ new: String, _ words: String
    ) throws {
        let text = Self.text.replacing(old, with: new, maxReplacements: 1)
        try #require(text != Self.text)
        do throws(SettingsError) {
            _ = try read(text)
            Issue.record("it was read")
        } catch {
            #expect("\(error)".hasPrefix(words), "\(error)")
        }
    }

    @Test func `what is wrong in the environment or in a flag is named by that`() {
        do throws(SettingsError) {
            _ = try read(environment: ["SPILLWAY_STEERING_DNS_PORT": "x"])
            Issue.record("it was read")
        } catch { #expect(error.place == "SPILLWAY_STEERING_DNS_PORT") }
        do throws(SettingsError) {
            _ = try read(flags: ["inner.host": "0.0.0.0"])
            Issue.record("it was read")
        } catch { #expect(error.message.contains("nodes send it"), "\(error)") }
    }

    @Test(arguments: ["", "[]", "{", "{\"zone\": 1}", "{\"nodes\": {}}", "nonsense", "{\"a\" 1}"])
    func `what is no settings at all is refused`(_ text: String) {
        #expect(throws: SettingsError.self) { try read(text) }
    }
}
