internal import Foundation
internal import IPLibrary
package import Primitives
internal import Service

/// Steering as a whole: library, map, DNS, HTTP.
package final class SteeringRole: Sendable {
    /// The ports that it listens on.
    package let ports: (dns: Int, http: Int, inner: Int)
    /// What it knows.
    package let state: SteeringState
    /// The key that signs answers of HTTPDNS.
    package let signer: AnswerSigner
    private let dns: DNSServer
    private let http: Server
    private let inner: Server

    /// Opens the library, loads the last map, and answers.
    ///
    /// - Parameter onTrouble: is told what needs a person.
    /// - Throws: `SteeringError` with what to do.
    package init(
        _ settings: SteeringSettings, clock: any WallClock,
        onTrouble: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(SteeringError) {
        let library: IPLibrary
        do throws(IPLibraryError) {
            do throws(IPLibraryError) {
                library = try IPLibrary(path: settings.library)
            } catch {
                throw IPLibraryError(
                    error.code, "\(error.message): `spillway ip import` makes a library")
            }
            try? FileManager.default.createDirectory(
                atPath: settings.data, withIntermediateDirectories: true)
            signer = try AnswerSigner(path: settings.data + "/httpdns.key")
        } catch {
            throw SteeringError(error.code.rawValue, error.message)
        }
        let plan = SteeringPlan(
            settings.nodes, geography: settings.geography, preference: settings.preference)
        let state = SteeringState(
            plan: plan, clients: ClientMap(library, plan: plan),
            keeper: MapKeeper(path: settings.data + "/steering.map"), clock: clock,
            onTrouble: onTrouble)
        self.state = state
        let metrics = Metrics()
        var stop: [() -> Void] = [{ state.stop() }]
        do {
            let desk = DNSDesk(
                state: state, zone: DNSZone(settings.zone), rateLimit: settings.rateLimit,
                clock: clock, metrics: metrics)
            let dns = try DNSServer(
                host: settings.dns.host, port: settings.dns.port, loops: settings.dnsLoops,
                desk: desk)
            stop.append { dns.stop() }
            let outer = PublicRoutes(
                state: state, signer: signer, zone: settings.zone, metrics: metrics)
            let http = try Self.server(settings.http, outer.routes, clock, Metrics())
            stop.append { http.stop() }
            let routes = InnerRoutes(
                state: state, library: library, token: settings.reportToken, metrics: metrics)
            inner = try Self.server(settings.inner, routes.routes, clock, metrics)
            self.dns = dns
            self.http = http
            ports = (dns.port, http.port, inner.port)
        } catch {
            for stop in stop.reversed() { stop() }
            if let error = error as? ServerError {
                throw SteeringError(error.code.rawValue, error.message)
            }
            throw SteeringError(
                "port_taken",
                "cannot listen for DNS on \(settings.dns.host):\(settings.dns.port): \(error)")
        }
    }

    /// Answers no more, and keeps the last map.
    package func stop() {
        dns.stop()
        http.stop()
        inner.stop()
        state.stop()
    }

    private static func server(
        _ listener: SteeringSettings.Listener, _ routes: [Route], _ clock: any WallClock,
        _ metrics: Metrics
    ) throws -> Server {
        var options = ServerOptions(port: listener.port)
        options.host = listener.host
        options.eventLoops = 1
        return try Server(options, routes: routes, clock: clock, metrics: metrics)
    }
}
