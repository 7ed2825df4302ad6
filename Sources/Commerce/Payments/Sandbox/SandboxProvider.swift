package import Primitives
package import Service
package import Store
internal import Synchronization

/// A payment provider for trying things out, which behaves like a real one: its own books, its own
/// listener, a page where the buyer pays, signed webhooks, and switches for all that goes wrong.
package final class SandboxProvider: Sendable {
    /// How it is set up.
    package struct Setup: Sendable {
        /// Where its books are.
        package var store: StoreConfiguration
        /// Where it listens: buyers pay on its page, so where the shop does.
        package var listen: ServerOptions
        /// Proves the shop to it, as a bearer token, and opens the control page.
        package var secret: String
        /// Signs webhooks.
        package var webhookSecret: String
        /// Where the shop takes webhooks; nil until `takesWebhooks` says it.
        package var webhookURL: String?
        /// What the switches draw from.
        package var seed: UInt64 = 1
        /// Whether it takes the money of one payment twice, where an audit is tried out.
        package var chargesTwice = false
        /// How often webhooks that are due are looked for; nil for never, where a test sends them.
        package var webhookMilliseconds: UInt64? = 100

        /// Sets a provider up.
        package init(
            store: StoreConfiguration, listen: ServerOptions, secret: String, webhookSecret: String,
            webhookURL: String? = nil
        ) {
            self.store = store
            self.listen = listen
            self.secret = secret
            self.webhookSecret = webhookSecret
            self.webhookURL = webhookURL
        }
    }

    let books: SandboxBooks
    let secret: String
    private let signature: WebhookSignature
    private let webhookURL: Mutex<String?>
    private let http: any OutboundHTTP
    private let server: ConditionLock<Server?>
    private let sender: ConditionLock<WorkThread?>
    private let isStopped = ConditionLock(false)
    private let clock: any WallClock

    // Webhooks sent in one round.
    private static let webhooksInRound = 100

    /// Opens the books and starts to listen and to send webhooks.
    ///
    /// - Throws: `StoreError` or `ServerError`.
    package init(_ setup: Setup, clock: any WallClock, http: any OutboundHTTP) throws {
        books = try SandboxBooks(
            setup.store, clock: clock, random: SeededRandom(seed: setup.seed),
            chargesTwice: setup.chargesTwice)
        secret = setup.secret
        signature = WebhookSignature(secret: setup.webhookSecret)
        webhookURL = Mutex(setup.webhookURL)
        self.http = http
        self.clock = clock
        server = ConditionLock(nil)
        sender = ConditionLock(nil)
        var listen = setup.listen
        listen.eventLoops = 1
        listen.workers = 2
        let running = try Server(listen, routes: routes, clock: clock, metrics: Metrics())
        server.withLock { $0 = running }
        books.address = setup.listen.url(port: running.port)
        guard let pause = setup.webhookMilliseconds else { return }
        let thread = WorkThread(name: "sandbox-hooks", niceness: 5) { [self] in
            while !isStopped.wait(until: { $0 }, atMost: pause * 1_000_000) {
                _ = try? sendWebhooks()
                try? books.expire()
            }
        }
        sender.withLock { $0 = thread }
    }

    /// Where it listens, such as `http://127.0.0.1:8619`.
    package var address: String { books.address }

    /// The page of its switches, with the secret that opens it.
    package var controlAddress: String { address + "/control?key=" + Query.encode(secret) }

    /// The switches.
    package var options: SandboxOptions {
        get { books.options.withLock { $0 } }
        set { books.options.withLock { $0 = newValue } }
    }

    /// Says where the shop takes webhooks, once that is known; until then none is sent.
    package func takesWebhooks(at url: String) { webhookURL.withLock { $0 = url } }

    /// Sends the webhooks that are due, one after the other; gives their number.
    @discardableResult
    package func sendWebhooks() throws(StoreError) -> Int {
        guard let webhookURL = webhookURL.withLock({ $0 }) else { return 0 }
        let due = try books.dueWebhooks(limit: Self.webhooksInRound)
        for webhook in due {
            let body = Array(webhook.body.utf8)
            let request = OutboundRequest(
                "POST", webhookURL,
                headers: [
                    ("Content-Type", "application/json"),
                    (WebhookSignature.header, signature.sign(body, at: clock.now())),
                ], body: body)
            do {
                let reply = try http.send(request)
                try books.tried(
                    webhook, answer: "\(reply.status)", isTaken: (200..<300).contains(reply.status))
            } catch let error as OutboundError {
                try books.tried(webhook, answer: error.description, isTaken: false)
            } catch let error as StoreError {
                throw error
            } catch {
                try books.tried(webhook, answer: "\(error)", isTaken: false)
            }
        }
        return due.count
    }

    /// Stops sending and listening, and closes the books.
    package func stop() {
        isStopped.withLock { $0 = true }
        isStopped.broadcast()
        sender.withLock { $0 }?.join()
        server.withLock { $0 }?.stop()
        // Everything that was answered is durable.
        try? books.store.close()
    }
}
