internal import Boards
internal import Catalogue
internal import Checkout
internal import Foundation
internal import Fulfilment
internal import Identity
internal import Marketing
package import OpenPlatform
internal import Orders
internal import Payments
package import Primitives
internal import Service
internal import Store

/// A data center in one process: tables, cell, boards, provider, pages, API, on embedded engines.
package final class Center: Sendable {
    /// What somebody who starts it wants to know.
    package struct Welcome: Sendable {
        /// Where it listens, such as `http://127.0.0.1:8618`.
        package var address: String
        /// Pages by name.
        package var pages: [(name: String, address: String)]
        /// What the importer made of the sample, line by line, at the first start alone.
        package var report: [String]
    }

    /// What to tell somebody who has just started it.
    package let welcome: Welcome
    /// Everything that it answers, as method and path pattern.
    package let routes: [String]
    /// The operations of the API.
    package let operations: [OpenPlatform.Operation]
    /// The port that it listens on.
    package var port: Int { server.port }
    /// The token of its edges.
    package var edgeToken: String { parts.edgeSecrets.token }
    private let folder: DataFolder
    private let parts: CenterParts
    private let server: Server
    private let feed: ScreenFeedThread
    private let merchant: MerchantID

    /// How long a start waits for prices and stock, in nanoseconds.
    private static let pricesNanoseconds: UInt64 = 5_000_000_000

    /// Opens or makes everything in the data folder and starts to answer.
    ///
    /// - Parameter progress: told what takes a while, with a share of 0 to 1 where it is known;
    ///   what it throws ends the start. A first start that ended so is begun anew by the next.
    /// - Throws: `CenterError`; nothing runs then.
    package init(
        _ options: CenterOptions, clock: any WallClock = SystemClock(),
        progress: (String, Double?) throws(CenterError) -> Void = { _, _ in }
    ) throws(CenterError) {
        folder = try DataFolder(options.data)
        var listen = ServerOptions(port: options.port)
        listen.host = options.host
        if let waiting = options.waitingRequests { listen.waitingRequests = waiting }
        do {
            // Before a first start brings anything.
            try Server.check(listen)
            try folder.discardHalfFilled()
            parts = try CenterParts(folder, options, clock)
        } catch {
            folder.release()
            throw Self.explain(error, folder)
        }
        do {
            let first = try FirstStart.merchant(parts, folder, options, progress)
            let metrics = Metrics()
            let routes = CenterRoutes(parts, options, metrics, clock: clock)
            self.routes = routes.all.map { "\($0.method) \($0.pattern)" }
            operations = routes.operations
            feed = ScreenFeedThread(parts, routes.screens, clock: clock)
            // Who orders without naming a price must not be told of one that is not known yet.
            _ = parts.boards.waitForStock(atMost: Self.pricesNanoseconds)
            server = try Server(
                listen, routes: routes.all, hot: routes.hot, clock: clock, metrics: metrics,
                failure: routes.failure, busy: routes.busy)
            let base = "http://\(options.host):\(server.port)"
            parts.sandbox.takesWebhooks(
                at: listen.url(port: server.port) + "/v1/payment-webhooks/sandbox")
            merchant = first.merchant
            welcome = Welcome(
                address: base,
                pages: routes.pages(at: base, provider: parts.sandbox.controlAddress),
                report: first.report)
        } catch {
            parts.close()
            folder.release()
            throw Self.explain(error, folder)
        }
    }

    /// Makes the owner where nobody works here yet; gives the e-mail and the password, which is to
    /// be had only now.
    ///
    /// It comes last, when all that was asked for runs: who has seen a password has a whole store
    /// that answers, and whoever failed to start still sees one the next time.
    package func makeOwner() throws(CenterError) -> (email: String, password: String)? {
        do { return try FirstStart.owner(of: merchant, parts) } catch {
            throw Self.explain(error, folder)
        }
    }

    /// Takes no more requests, finishes what was taken in, and closes the journal and the tables.
    package func stop() {
        feed.stop()
        server.drain()
        // Answers to clients that left are still on their way to the event loops.
        parts.close()
        server.release()
        folder.release()
    }

    /// Waits until prices and stock are those of the journal now; says whether they are.
    package func waitForBoards(atMostSeconds seconds: UInt64) -> Bool {
        parts.boards.waitForTail(atMost: seconds * 1_000_000_000)
    }

    private static func explain(_ error: any Error, _ folder: DataFolder) -> CenterError {
        switch error {
        case let error as CenterError: return error
        case let error as CellError: return CenterError(.data, "\(error)")
        case let error as StoreError: return CenterError(.data, "\(folder.path): \(error)")
        case let error as ServerError:
            let hint =
                error.code == .portTaken
                ? ": stop it, or name another port with --port (the payment sandbox takes the one"
                    + " after it); `sudo ss -ltnp` says more of who listens" : ""
            return CenterError(.address, error.message + hint)
        default: return CenterError(.data, "\(error)")
        }
    }
}
