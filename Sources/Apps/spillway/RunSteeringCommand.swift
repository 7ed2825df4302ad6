internal import ArgumentParser
internal import Foundation
internal import IPLibrary
internal import Primitives
internal import Steering

/// Runs steering.
struct RunSteeringCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "steering",
        abstract: "Run steering: which edge node serves a client, by DNS, HTTPDNS, redirect.",
        discussion: """
            Settings are one JSON file (docs/steering.md). --set dns.port=53 goes before the \
            variable SPILLWAY_STEERING_DNS_PORT, and that before the file. What is wrong is named \
            by its line, with exit code 2, before anything listens. Listens on loopback alone \
            unless told otherwise. SIGTERM or Ctrl-C: keeps the last map, exits 0.
            """)

    @Option(help: "The file of settings.") var settings: String
    @Option(help: "One value, as path=value; may be given several times.") var set: [String] = []
    @Flag(help: "Check the settings, say what is wrong, and end.") var check = false

    private static var defaultData: String {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"] ?? "/tmp"
        return (environment["XDG_STATE_HOME"] ?? home + "/.local/state") + "/spillway/steering"
    }

    func validate() throws {
        guard set.allSatisfy({ $0.contains("=") }) else {
            throw ValidationError("--set takes path=value, such as dns.port=53")
        }
    }

    func run() throws {
        let settings = try read()
        if check { return Output.line("\(self.settings): sound, \(settings.nodes.count) nodes") }
        let stop = StopSignal()
        let role: SteeringRole
        do throws(SteeringError) {
            role = try SteeringRole(settings, clock: SystemClock()) {
                Output.say("spillway: \($0)")
            }
        } catch {
            throw Failed(.data, "\(error)")
        }
        Output.say("dns       \(settings.dns.host):\(role.ports.dns) (UDP and TCP)")
        Output.say("httpdns   http://\(settings.http.host):\(role.ports.http)/v1/resolve")
        Output.say("inner     http://\(settings.inner.host):\(role.ports.inner)/explain")
        let version = role.state.publishedVersion
        Output.say(
            version > 0 ? "answers by the last map, \(version)" : "waits for reports of nodes")
        Output.say("ready")
        stop.wait()
        role.stop()
        Output.say("stopped")
    }

    private func read() throws -> SteeringSettings {
        var flags: [String: String] = [:]
        for text in set {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            flags[String(parts[0])] = String(parts[1])
        }
        let text = try IPCommand.attempt { () throws(IPLibraryError) in
            do throws(IPLibraryError) {
                return try WholeFile.read(settings, atMost: SteeringSettings.maximumBytes)
            } catch {
                throw IPLibraryError(error.code, "\(settings): \(error.message)")
            }
        }
        do throws(SettingsError) {
            return try SteeringSettings(
                name: settings, text: text, flags: flags,
                environment: ProcessInfo.processInfo.environment,
                defaults: (library: IPCommand.defaultLibrary, data: Self.defaultData))
        } catch {
            throw Failed(.data, "\(error)")
        }
    }
}
