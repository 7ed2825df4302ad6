internal import ArgumentParser
internal import Center
internal import Edge
internal import Foundation
internal import Primitives
internal import Service
internal import Steering

/// Runs an edge node.
struct RunEdgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edge", abstract: "Run an edge node: the cache and proxy before the centers.",
        discussion: """
            All but --data, --node and --steering may stand in a file (--settings, a JSON object), \
            in the environment (SPILLWAY_EDGE_HOLD_SECONDS for holdSeconds) or here; here counts \
            most. docs/edge.md has all of them. Listens on loopback alone unless --host says \
            otherwise. SIGTERM or Ctrl-C: tells steering that it drains, takes no more requests, \
            finishes what was taken in, exits 0.
            """)

    @Option(help: "A file with settings.") var settings: String?
    @Option(help: "A center, as host:port; may be given several times.  (default: 127.0.0.1:8618)")
    var origin: [String] = []
    @Option(help: "The address to listen on.") var host: String?
    @Option(help: "The port for HTTP; 0 for any that is free.  (default: 8080)") var port: String?
    @Option(
        parsing: .unconditional,
        help: "The port for HTTPS with HTTP/2; -1 for none.  (default: 8443)")
    var securePort: String?
    @Option(help: "The certificate, as PEM; one for this machine is made unless given.")
    var certificate: String?
    @Option(help: "Its private key, as PEM.") var key: String?
    @Option(help: "The folder for what is made.") var data: String = UpCommand.defaultData
    @Option(help: "The port for purges, figures and health, on loopback.  (default: 8081)")
    var adminPort: String?
    @Option(help: "Threads that serve connections.  (default: as many as cores)")
    var threads: String?
    @Option(help: "Megabytes of stored responses.  (default: 256)") var memoryMegabytes: String?
    @Option(help: "Megabytes of them on disk; 0 for none.  (default: 1024)")
    var diskMegabytes: String?
    @Option(help: "Seconds that a request waits for a center to come back.  (default: 10)")
    var holdSeconds: String?
    @Option(help: "The path of the centers' health, such as /health.") var healthPath: String?
    @Option(help: "Steering's inner listener, as host:port, to tell load and health to.")
    var steering: String?
    @Option(help: "What steering calls this node.") var node: String?
    @Option(help: "The token of the center's edges; that of a center in --data unless given.")
    var centerToken: String?
    @Option(help: "The number of this edge, another one for each.  (default: 1)")
    var edgeNumber: String?
    @Option(help: "A compiled IP library, for the operators of networks.") var ipLibrary: String?
    @Flag(inversion: .prefixedNo, help: "Keep floods away.") var shield = true
    @Flag(help: "Every connection begins with the PROXY protocol, version 2.")
    var proxyProtocol = false

    func validate() throws {
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("--certificate and --key are given together")
        }
        guard (steering == nil) == (node == nil), steering.map({ OriginAddress($0) }) != .some(nil)
        else { throw ValidationError("--steering is host:port and comes with --node") }
    }

    func run() throws {
        let stop = StopSignal()
        OpenFiles.raiseLimit()
        let clock = SystemClock()
        var options = try read()
        if options.centerToken == nil {
            options.centerToken = EdgeSecrets.read(data + EdgeSecrets.name)?.token
        }
        if options.origins.isEmpty {
            options.origins = [OriginAddress(host: "127.0.0.1", port: 8618)]
        }
        if options.securePort != nil, options.certificate == nil {
            options.certificate = try files(clock)
        }
        if options.diskBytes > 0 { options.diskFolder = data + "/edge/cache" }
        options.onTrouble = { Output.say("spillway: \($0)") }
        let edge: EdgeServer
        do throws(EdgeError) {
            edge = try EdgeServer(
                options, clock: clock, metrics: Metrics(), seed: clock.monotonicNanoseconds())
        } catch {
            throw Failed(.data, "\(error)")
        }
        Output.say("edge      http://\(options.host):\(edge.port)")
        if let port = edge.securePort { Output.say("          https://\(options.host):\(port)") }
        Output.say("admin     http://127.0.0.1:\(edge.adminPort)")
        Output.say("centers   \(options.origins.map(\.description).joined(separator: ", "))")
        let reports = EdgeReports(edge, clock)
        let reporter = reporter(reports)
        Output.say("ready")
        stop.wait()
        Output.say("stopping: no more requests are taken")
        if let reporter {
            reports.drain()
            reporter.stop()
        }
        edge.stop()
        Output.say("stopped")
    }

    /// Tells steering how this edge does. The token, if steering wants one, is in
    /// the environment, where nobody sees it in a list of processes.
    private func reporter(_ reports: EdgeReports) -> NodeReporter? {
        guard let node, let address = steering.flatMap({ OriginAddress($0) }) else { return nil }
        let token = ProcessInfo.processInfo.environment["SPILLWAY_STEERING_REPORT_TOKEN"] ?? ""
        return NodeReporter(
            NodeReporter.Target(host: address.host, port: address.port, node: node, token: token)
        ) { reports.next() }
    }

    private func read() throws -> EdgeOptions {
        let flags: [(String, String?)] = [
            ("origins", origin.isEmpty ? nil : origin.joined(separator: ",")), ("host", host),
            ("port", port), ("securePort", securePort), ("adminPort", adminPort),
            ("certificate", certificate), ("key", key),
            ("threads", threads), ("memoryMegabytes", memoryMegabytes),
            ("diskMegabytes", diskMegabytes),
            ("holdSeconds", holdSeconds), ("healthPath", healthPath),
            ("centerToken", centerToken), ("edgeNumber", edgeNumber), ("ipLibrary", ipLibrary),
            ("shield", shield ? nil : "false"),
            ("proxyProtocol", proxyProtocol ? "true" : nil),
        ]
        var file: (name: String, text: String)?
        if let settings {
            guard let data = FileManager.default.contents(atPath: settings),
                data.count <= EdgeSettings.maximumFileBytes
            else { throw Failed(.data, "\(settings) cannot be read, or is no file with settings") }
            file = (settings, String(decoding: data, as: UTF8.self))
        }
        do throws(Edge.SettingsError) {
            return try EdgeSettings.read(
                file: file, environment: ProcessInfo.processInfo.environment,
                flags: Dictionary(
                    uniqueKeysWithValues: flags.compactMap { name, value in
                        value.map { (name, $0) }
                    }))
        } catch {
            throw Failed(.data, "\(error)")
        }
    }

    private func files(_ clock: SystemClock) throws -> TLSFiles {
        let folder = data + "/edge"
        do {
            return try DevelopmentAuthority.files(in: folder, now: clock.now())
        } catch {
            throw Failed(.data, "no certificate could be made in \(folder): \(error)")
        }
    }
}
