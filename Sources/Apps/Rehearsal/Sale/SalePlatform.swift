internal import Foundation
internal import Primitives
internal import Service

/// Steering, edge nodes and a center, each a process of its own with its own folder, all on
/// loopback.
final class SalePlatform {
    /// What an operator of the center needs.
    struct Center {
        var port: Int
        var email: String
        var password: String
        /// The secret of the payment provider's control page.
        var providerKey: String
    }

    private let executable: String
    private let folder: String
    private let samples: String
    private let profile: SaleProfile
    private let mistakes: [String]
    private(set) var center: Center
    private(set) var steeringPort = 0
    private var innerPort = 0
    private var edgePort = 0
    private var processes: [String: RoleProcess] = [:]
    private var starts: [String: Int] = [:]
    private var disk: SlowDisk?

    /// The name in the development certificate.
    static let serverName = "localhost"
    static let host = "www.sale.example"
    /// Where edge nodes stand, and the part of the world that each of them serves.
    private static let sites: [(name: String, latitude: Double, longitude: Double)] = [
        ("london", 51.5, -0.1), ("dublin", 53.3, -6.3), ("frankfurt", 50.1, 8.7),
        ("paris", 48.9, 2.4), ("madrid", 40.4, -3.7), ("sydney", -33.9, 151.2),
        ("singapore", 1.4, 103.8), ("tokyo", 35.7, 139.7), ("newyork", 40.7, -74.0),
    ]

    init(executable: String, folder: String, samples: String, profile: SaleProfile,
        mistakes: [String]
    ) throws(RehearsalError) {
        self.mistakes = mistakes
        self.executable = executable
        self.folder = folder
        self.samples = samples
        self.profile = profile
        center = Center(port: try LoopbackPorts.pair(), email: "", password: "", providerKey: "")
        do {
            try FileManager.default.createDirectory(
                atPath: folder + "/logs", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw RehearsalError(.file, "the folder \(folder) cannot be made: \(error)")
        }
    }

    var centerFolder: String { folder + "/center" }
    var authority: String { folder + "/edge-1/edge/authority.pem" }

    /// The provider listens beside the center.
    var providerPort: Int { center.port + 1 }

    // MARK: The center

    /// Starts the center; the first start brings the merchant with the real catalogue.
    func startCenter() throws(RehearsalError) {
        let process = try start(
            "center",
            [
                "up", "--data", centerFolder, "--port", "\(center.port)", "--samples", samples,
                "--late-webhooks", "\(profile.provider.late)",
                "--doubled-webhooks", "\(profile.provider.doubled)",
                "--reordered-webhooks", "\(profile.provider.reordered)",
                "--lost-webhooks", "\(profile.provider.lost)",
            ] + mistakes.flatMap { ["--planted-mistake", $0] })
        try process.waitUntilReady(atMostSeconds: 120)
        if let email = process.word(after: "owner"), let word = process.word(after: "password") {
            (center.email, center.password) = (email, word)
        }
        if let link = process.word(after: "payment sandbox"),
            let key = link.split(separator: "=").last
        {
            center.providerKey = String(key)
        }
    }

    /// Has the payment provider answer 503, or answer again.
    func setProvider(out isOut: Bool) throws(RehearsalError) {
        let provider = profile.provider
        let form =
            "key=\(center.providerKey)&late=\(provider.late)&doubled=\(provider.doubled)"
            + "&reordered=\(provider.reordered)&lost=\(provider.lost)"
            + "&declined=\(provider.declined)&late_ms=2000" + (isOut ? "&out=on" : "")
        let answer = try WebClient(WebTarget(host: "127.0.0.1", port: providerPort)).ask(
            "POST", "/control", Array(form.utf8), type: "application/x-www-form-urlencoded")
        guard (300..<400).contains(answer.status) else {
            throw RehearsalError(
                .process, "the payment provider refused its switches: \(answer.status)")
        }
    }

    // MARK: Edge and steering

    /// Starts steering with a map of the buyers' networks.
    func startSteering(_ places: [SalePlan.Place]) throws(RehearsalError) {
        steeringPort = try LoopbackPorts.pair()
        innerPort = steeringPort + 1
        edgePort = try LoopbackPorts.pair((1...profile.edges).map(Self.address))
        let csv = folder + "/places.csv"
        let rows = places.map {
            let network = $0.address.split(separator: ".").dropLast().joined(separator: ".")
            return "\(network).0/24,\($0.country),,,"
        }
        try write(rows.joined(separator: "\n") + "\n", to: csv)
        let library = folder + "/ip.library"
        let importing = try start("ip", ["ip", "import", csv, "--output", library])
        guard importing.child.wait() == .code(0) else {
            throw RehearsalError(.process, "no IP library could be made: \(importing.said)")
        }
        let nodes = (1...profile.edges).map { number -> JSON in
            let site = Self.sites[(number - 1) % Self.sites.count]
            return [
                "name": .string(Self.node(number)), "latitude": .number(site.latitude),
                "longitude": .number(site.longitude),
                "addresses": .array([.string(Self.address(number))]),
                "url": .string("https://\(Self.address(number)):\(edgePort)"),
                "capacity": .integer(6000),
            ]
        }
        let dnsPort = try LoopbackPorts.pair()
        let settings: JSON = [
            "zone": [
                "name": "sale.example", "mailbox": "hostmaster.sale.example", "serial": 1,
                "servers": .array([
                    ["name": "ns1.sale.example", "addresses": .array([.string("127.0.0.1")])]
                ]),
                "hosts": .array([.string(Self.host)]), "node_seconds": 1,
            ],
            "nodes": .array(nodes), "dns": ["host": "127.0.0.1", "port": .integer(Int64(dnsPort))],
            "http": ["host": "127.0.0.1", "port": .integer(Int64(steeringPort))],
            "inner": ["host": "127.0.0.1", "port": .integer(Int64(innerPort))],
            "library": .string(library), "data": .string(folder + "/steering"),
        ]
        try write(settings.text, to: folder + "/steering.json")
        try start("steering", ["run", "steering", "--settings", folder + "/steering.json"])
            .waitUntilReady(atMostSeconds: 20)
    }

    static func address(_ edge: Int) -> String { "127.0.0.\(10 + edge)" }

    static func node(_ edge: Int) -> String {
        sites[(edge - 1) % sites.count].name + "-\(edge)"
    }

    /// Starts an edge node; the first one makes the certificates that all of them use.
    func startEdge(_ number: Int) throws(RehearsalError) {
        // A file, as a list of processes would show the token to everybody.
        let settings = "\(folder)/edge-\(number).json"
        let token: JSON = [
            "centerToken": .string(try centerToken()), "edgeNumber": .integer(Int64(number)),
        ]
        try write(token.text, to: settings)
        var command = [
            "run", "edge", "--settings", settings, "--origin", "127.0.0.1:\(center.port)", "--host",
            Self.address(number),
            "--port", "\(edgePort + 1)", "--secure-port", "\(edgePort)", "--admin-port", "0",
            "--data", folder + "/edge-\(number)", "--threads", "1", "--memory-megabytes", "128",
            "--disk-megabytes", "0", "--steering", "127.0.0.1:\(innerPort)", "--node",
            Self.node(number),
        ]
        if number > 1 {
            let made = folder + "/edge-1/edge/edge"
            command += ["--certificate", made + ".pem", "--key", made + ".key"]
        }
        try start("edge-\(number)", command).waitUntilReady(atMostSeconds: 20)
    }

    /// What the center and its edges share.
    private func centerToken() throws(RehearsalError) -> String {
        let path = centerFolder + "/edge-secrets.json"
        guard let data = FileManager.default.contents(atPath: path),
            let token = (try? JSONParser.parse(data))?["token"]?.string
        else { throw RehearsalError(.file, "\(path) has no token of the center's edges") }
        return token
    }

    // MARK: Processes

    @discardableResult
    private func start(_ role: String, _ arguments: [String]) throws(RehearsalError) -> RoleProcess
    {
        starts[role, default: 0] += 1
        let log = "\(folder)/logs/\(role)-\(starts[role] ?? 0).log"
        let process = try RoleProcess([executable] + arguments, log: log)
        processes[role] = process
        return process
    }

    /// Ends a process as a power cut does.
    func kill(_ role: String) {
        processes[role]?.child.send(signal: 9)
        processes[role]?.child.wait()
    }

    /// Has the center's disk take only so many writes a second.
    func slowDisk(writes: Int) throws(SlowDisk.Unavailable) {
        guard let center = processes["center"] else { return }
        disk = try SlowDisk(center.child.processID, folder: centerFolder, writes: writes)
    }

    /// Has the center's disk be as fast as it is; whether it was slow.
    @discardableResult
    func endSlowDisk() -> Bool {
        defer { disk = nil }
        disk?.end()
        return disk != nil
    }

    /// Asks all to end, the center last; gives what did not go well.
    func stop() -> [String] {
        endSlowDisk()
        var problems: [String] = []
        let order = processes.keys.filter { $0 != "center" && $0 != "ip" }.sorted() + ["center"]
        for role in order {
            guard let process = processes[role] else { continue }
            let exit = process.stop(atMostSeconds: 20)
            if exit != .code(0) {
                let how = exit.map { "\($0)" } ?? "it ran on"
                problems.append("\(role) did not end with 0 after SIGTERM: \(how)")
            }
        }
        return problems
    }

    private func write(_ text: String, to path: String) throws(RehearsalError) {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: attributes)
        else {
            throw RehearsalError(.file, "\(path) cannot be written")
        }
    }
}
