internal import ArgumentParser
internal import Center
internal import Dispatch
internal import Edge
internal import Foundation
internal import Payments
internal import Primitives

/// Runs a whole center in one process.
struct UpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Start a center on this machine: storefront, console, big screen, API.",
        discussion: """
            Listens on loopback alone unless --host says otherwise. The first start makes an \
            owner, \
            shows the password once, and brings a demo merchant with a real catalogue. \
            SIGTERM or Ctrl-C: takes no more requests, finishes what was taken in, exits 0; during \
            a first start it ends soon, and the next start begins anew. With --host the payment \
            sandbox listens there too; name an address that buyers reach, not 0.0.0.0.
            """)

    @Option(help: "The folder that holds everything; made if there is none.")
    var data: String = UpCommand.defaultData
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port; the payment sandbox takes the one after it.") var port = 8618
    @Option(
        help: "Start so many edge nodes beside it: cache, shield, waiting rooms.",
        transform: UpCommand.edges)
    var edge = 0
    @Option(help: "The port of the first edge; the next ones are ten farther each; 0 for any.")
    var edgePort = 8080
    @Flag(help: "Start steering over the edges as well; wants the IP library.") var steering = false
    @Option(help: "The token of edges elsewhere; one in the data folder unless given.")
    var edgeToken: String?
    @Flag(inversion: .prefixedNo, help: "Bring the demo merchant at the first start.") var demo =
        true
    @Option(help: "The folder with the sample data.") var samples: String = UpCommand.defaultSamples
    @Option(help: "Orders in memory at most.") var orders: Int = 20_000_000
    @Option(help: "Percent of payment webhooks that come late.") var lateWebhooks = 0
    @Option(help: "Percent of payment webhooks that come twice.") var doubledWebhooks = 0
    @Option(help: "Percent of payment webhooks that come out of order.") var reorderedWebhooks = 0
    @Option(help: "Percent of payment webhooks that never come.") var lostWebhooks = 0

    @Option(help: ArgumentHelp("Makes a mistake on purpose.", visibility: .hidden))
    var plantedMistake: [PlantedMistake] = []

    // The launcher says where its folder is.
    static var defaultSamples: String {
        ProcessInfo.processInfo.environment["SPILLWAY_SAMPLES"] ?? "Samples"
    }

    static var defaultData: String {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"] ?? "/tmp"
        return (environment["XDG_STATE_HOME"] ?? home + "/.local/state") + "/spillway"
    }

    private static func edges(_ text: String) throws -> Int {
        guard let count = Int(text), (0...16).contains(count) else {
            throw ValidationError("--edge is 0 to 16")
        }
        return count
    }

    func validate() throws {
        guard (0...65_534).contains(port) else { throw ValidationError("--port is 0 to 65534") }
        guard edgePort == 0 || (1...65_000).contains(edgePort) else {
            throw ValidationError("--edge-port is 0 to 65000")
        }
        guard !steering || edge > 0 else {
            throw ValidationError("--steering wants --edge: there must be something to steer to")
        }
        guard edgeToken.map({ (16...200).contains($0.utf8.count) }) ?? true else {
            throw ValidationError("--edge-token has 16 to 200 letters")
        }
        guard (1...200_000_000).contains(orders) else {
            throw ValidationError("--orders is 1 to 200,000,000")
        }
        let percents = [lateWebhooks, doubledWebhooks, reorderedWebhooks, lostWebhooks]
        guard percents.allSatisfy((0...100).contains) else {
            throw ValidationError("a percentage is 0 to 100")
        }
    }

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        let isAsked = ConditionLock(false)
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                isAsked.withLock { $0 = true }
                isAsked.signal()
            }
            source.resume()
            return source
        }
        var options = CenterOptions(
            data: data, samples: samples, version: Spillway.configuration.version)
        options.host = host
        options.port = port
        options.hasDemo = demo
        options.orders = orders
        options.edgeToken = edgeToken
        options.sandbox.latePercent = lateWebhooks
        options.sandbox.doubledPercent = doubledWebhooks
        options.sandbox.reorderedPercent = reorderedWebhooks
        options.sandbox.lostPercent = lostWebhooks
        options.mistakes = plantedMistake
        for mistake in plantedMistake {
            Output.say("THIS CENTER IS WRONG ON PURPOSE: it \(mistake.rawValue)")
        }
        let bar = ProgressBar()
        let center: Center
        do throws(CenterError) {
            center = try Center(options) { (step, share) throws(CenterError) in
                if isAsked.withLock({ $0 }) { throw CenterError(.stopped, "before it was ready") }
                bar.show(step, share)
            }
        } catch {
            if error.code == .stopped {
                bar.finish()
                return Output.say("stopped before it was ready: the next start begins anew")
            }
            throw Failed(.data, "\(error.code.rawValue): \(error.message)")
        }
        bar.finish()
        var edges: LocalEdges?
        do {
            edges = try startEdges(center)
            show(center.welcome, try center.makeOwner(), edges?.lines ?? [])
        } catch {
            edges?.stop()
            center.stop()
            guard let error = error as? CenterError else { throw error }
            throw Failed(.data, "\(error.code.rawValue): \(error.message)")
        }
        isAsked.wait(until: { $0 })
        Output.say("stopping: no more requests are taken")
        edges?.stop()
        center.stop()
        Output.say("stopped")
        withExtendedLifetime(sources) {}
    }

    private func startEdges(_ center: Center) throws -> LocalEdges? {
        guard edge > 0 else { return nil }
        OpenFiles.raiseLimit()
        let ownHost = ["0.0.0.0", "::"].contains(host) ? "127.0.0.1" : host
        return try LocalEdges(
            count: edge, port: edgePort, center: OriginAddress(host: ownHost, port: center.port),
            token: center.edgeToken, data: data, hasSteering: steering, clock: SystemClock())
    }

    private func show(
        _ welcome: Center.Welcome, _ owner: (email: String, password: String)?,
        _ more: [(name: String, address: String)]
    ) {
        for line in welcome.report { Output.say(line) }
        var rows: [(name: String, text: String)] = []
        if let owner {
            rows += [
                ("owner", owner.email),
                ("password", owner.password + "   (shown once: write it down)"), ("", ""),
            ]
        }
        rows += (welcome.pages + more).map { (name: $0.name, text: $0.address) }
        Output.say("")
        for row in rows {
            let name = row.name.padding(toLength: 17, withPad: " ", startingAt: 0)
            Output.say(row.text.isEmpty ? "" : name + row.text)
        }
        Output.say("")
        Output.say("Everything lies in \(data). Ctrl-C stops; the next start goes on from there.")
        Output.say("ready")
    }
}

extension PlantedMistake: ExpressibleByArgument {}
