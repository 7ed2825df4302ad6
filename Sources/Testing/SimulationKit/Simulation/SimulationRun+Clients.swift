internal import Journal
internal import OrderCore
internal import Orders
internal import Primitives

// What clients do: send, hear or not hear, and try again.

extension SimulationRun {
    func send() {
        for _ in 0...below(6) where !network.isFull {
            let command = workload.next(at: clock.now())
            let client = below(shape.clients)
            guard !happens(shape.lossChance) else { continue }
            network.send(command, client: client)
            if happens(shape.duplicateChance) { network.send(command, client: client) }
        }
    }

    /// Some messages of one client arrive at a cell together.
    func deliver() throws {
        // Some clients have not heard of a new leader yet.
        guard let target = old != nil && happens(0.3) ? old : leader else { return }
        for _ in 0...below(3) {
            let messages = network.take(1 + below(6), &random)
            guard let client = messages.first?.client else { return }
            let buffer = CommandBuffer(capacity: 512)
            var tokens: [UInt64] = []
            for message in messages {
                let token = ledger.submit(message.command, client: client, epoch: target.epoch)
                tokens.append(token)
                buffer.add(message.command, client: target.number(client), token: token)
                note(.submitted(token: token, message.command))
            }
            guard let refusal = target.submit(buffer, client: client) else { continue }
            for (token, message) in zip(tokens, messages) {
                ledger.refuse(token)
                note(.refused(token: token, refusal))
                statistics.answers[refusal.text, default: 0] += 1
                if happens(0.7) { network.send(message.command, client: client) }
            }
        }
    }

    /// Clients take what they are told, unless it is lost on its way.
    func collectAnswers() throws(Violation) {
        for leader in [leader, old].compactMap({ $0 }) {
            for client in 0..<shape.clients {
                for answer in leader.sinks[client].take() { try take(answer, from: leader, client) }
            }
        }
    }

    private func take(_ given: Answer, from leader: SimulatedLeader, _ client: Int)
        throws(Violation)
    {
        var answer = given
        if options.shellBug == .deniesWhatMayHaveHappened, answer.outcome == .unknown {
            answer = Answer(token: answer.token, outcome: .unavailable)
        }
        note(.answered(answer))
        statistics.answers[answer.outcome.text, default: 0] += 1
        if let last = leader.lastTokens[client], last >= answer.token {
            throw Violation(
                "client \(client) got the answer to \(answer.token) after that to \(last)")
        }
        leader.lastTokens[client] = answer.token
        try ledger.answer(answer, to: client)
        guard let command = ledger.command(answer.token) else { return }
        let isLost = happens(shape.lossChance)
        if answer.outcome == .decided && !isLost {
            workload.learn(command, answer.decision)
        } else if !network.isFull && happens(0.7) {
            network.send(command, client: client)
        }
    }
}
