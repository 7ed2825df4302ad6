package import OrderCore
package import Orders
internal import Primitives
package import Service

/// Sends commands to the cell, many at a time, and waits for all their answers.
package final class CommandRelay: Sendable {
    private let cell: Cell
    /// Commands in one buffer: some 100 KB, which an intake takes.
    private static let commandsAtOnce = 1000
    private static let patience: UInt64 = 20_000_000
    /// Times that a full intake is tried.
    private static let tries = 200

    /// Sends to this cell.
    package init(_ cell: Cell) { self.cell = cell }

    /// The decisions in the order of the commands.
    ///
    /// - Throws: 503 when one was not decided: then some may have been carried out, and all can be
    ///   sent again.
    package func send(_ commands: [Command]) throws(Problem) -> [Decision] {
        guard !commands.isEmpty else { return [] }
        let client = BlockingClient(cell)
        defer { client.leave() }
        var decisions = [Decision?](repeating: nil, count: commands.count)
        var start = 0
        while start < commands.count {
            let end = min(start + Self.commandsAtOnce, commands.count)
            try submit(commands[start..<end], client)
            var missing = end - start
            while missing > 0 {
                let answers = client.take(waitingAtMost: 1_000_000_000)
                missing -= answers.count
                for answer in answers where answer.outcome == .decided {
                    decisions[Int(answer.token)] = answer.decision
                }
            }
            start = end
        }
        let all = decisions.compactMap { $0 }
        guard all.count == commands.count else { throw Self.unavailable }
        return all
    }

    private func submit(_ commands: ArraySlice<Command>, _ client: BlockingClient) throws(Problem) {
        let buffer = CommandBuffer(capacity: commands.count * 160)
        for (index, command) in zip(commands.indices, commands) {
            buffer.add(command, client: client.number, token: UInt64(index))
        }
        for _ in 0..<Self.tries {
            guard let refusal = client.submit(buffer) else { return }
            guard refusal == .busy else { throw Self.unavailable }
            _ = client.take(waitingAtMost: Self.patience)
        }
        throw Self.unavailable
    }

    /// 503: the core was not told, or not of everything.
    package static let unavailable = Problem(
        503, "unavailable",
        "The change is written down, but the order core could not be told yet: it will be.",
        retryAfterSeconds: 1)
}
