internal import NIOCore
internal import NIOSSL
internal import Primitives

/// An attacker: many addresses of loopback with forged agents, each on a connection of its own,
/// asking for pages that no cache has; on its event loop alone.
final class FloodSource {
    /// What came of it.
    struct Counts {
        var sent = 0
        var through = 0
        var refused = 0
        var lost = 0
    }

    private final class Bot {
        let address: String
        var connection: WebConnection?
        var isBusy = false
        var isConnecting = false

        init(_ address: String) { self.address = address }
    }

    private let fault: SaleProfile.Fault
    private let plan: SalePlan
    private let loop: any EventLoop
    private let tls: NIOSSLContext
    private var random: SeededRandom
    private var bots: [Bot] = []
    private var next = 0
    private var due = 0
    private var counts = Counts()
    private var connectsLeft = 0

    private static let addresses = 250
    /// Connections that are opened in one step.
    private static let connectsInStep = 1
    /// Requests that one step may catch up on.
    private static let most = 200

    init(
        _ fault: SaleProfile.Fault, _ plan: SalePlan, on loop: any EventLoop, tls: NIOSSLContext,
        random: SeededRandom
    ) {
        self.fault = fault
        self.plan = plan
        self.loop = loop
        self.tls = tls
        self.random = random
        bots = (0..<Self.addresses).map { Bot("127.66.\($0 / 250).\($0 % 250 + 1)") }
    }

    /// What came of it since this was asked last.
    func takeCounts() -> Counts {
        defer { counts = Counts() }
        return counts
    }

    /// Sends what is due.
    func step(_ now: UInt64, _ node: WebTarget?, begins: UInt64) {
        let start = begins + UInt64(fault.at * 1e9)
        let end = start + UInt64((fault.seconds ?? 5) * 1e9)
        guard now >= start, let node else { return }
        guard now < end else {
            for bot in bots where bot.connection != nil {
                bot.connection?.close()
                bot.connection = nil
            }
            return
        }
        let wanted = Int(Double(now - start) / 1e9 * (fault.perSecond ?? 1000))
        var left = min(wanted - due, Self.most)
        due = max(due, wanted - Self.most)
        var looked = 0
        connectsLeft = Self.connectsInStep
        while left > 0, looked < bots.count {
            looked += 1
            next = (next + 1) % bots.count
            if ask(bots[next], node) {
                left -= 1
                due += 1
            }
        }
    }

    private func ask(_ bot: Bot, _ node: WebTarget) -> Bool {
        guard !bot.isBusy, !bot.isConnecting else { return false }
        guard let connection = bot.connection, connection.isOpen else {
            if connectsLeft > 0 {
                connectsLeft -= 1
                connect(bot, node)
            }
            return false
        }
        bot.isBusy = true
        counts.sent += 1
        let version = Int.random(in: 60...140, using: &random)
        let request = WebRequest.bytes(
            "GET", "\(plan.pages[0])?q=\(random.next())", host: plan.serverName,
            fields: [("user-agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/\(version).0")])
        connection.write(request) { [self] answer in
            bot.isBusy = false
            switch answer?.status {
            case nil: counts.lost += 1
            case .some(..<400): counts.through += 1
            default: counts.refused += 1
            }
        }
        connection.flush()
        return true
    }

    private func connect(_ bot: Bot, _ node: WebTarget) {
        bot.isConnecting = true
        node.connect(on: loop, tls: tls, serverName: plan.serverName, from: bot.address) { made in
            bot.isConnecting = false
            bot.connection = made
        }
    }
}
