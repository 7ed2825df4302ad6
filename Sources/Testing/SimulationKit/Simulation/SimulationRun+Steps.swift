internal import Journal
internal import OrderCore
internal import Orders
internal import Primitives

// What can happen in a step of a simulation.

extension SimulationRun {
    /// Something happens, as the seed says.
    func takeStep() throws {
        clock.pass(microseconds: random.next() % UInt64(1 + shape.pace * 1000))
        try drawFaults()
        switch below(100) {
        case ..<22: send()
        case ..<40: try deliver()
        case ..<56: try decide(leader)
        case ..<66: try seal(leader)
        case ..<77: try commit(leader)
        case ..<85: try answer(leader)
        case ..<89: try tick(leader)
        case ..<92: try stepStandby()
        case ..<94: try stepBook()
        case ..<95: try leader?.journal.checkpoint()
        case ..<98: try stepOldLeader()
        default: try turn()
        }
        if let leader, leader.mustRecover, happens(0.3) { try recover(leader) }
        if disk.isDown { throw DiskError.down }
    }

    /// The quick way of a lone batch: decided, sealed, committed and answered at once.
    func turn() throws {
        for _ in 0..<8 { try decide(leader) }
        try seal(leader)
        try commit(leader)
        try answer(leader)
        try collectAnswers()
    }

    // MARK: Clients

    private func send() {
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

    private func take(_ given: Answer, from leader: SimulatedLeader, _ client: Int) throws(Violation) {
        var answer = given
        if options.shellBug == .deniesWhatMayHaveHappened, answer.outcome == .unknown {
            answer = Answer(token: answer.token, outcome: .unavailable)
        }
        note(.answered(answer))
        statistics.answers[answer.outcome.text, default: 0] += 1
        if let last = leader.lastTokens[client], last >= answer.token {
            throw Violation("client \(client) got the answer to \(answer.token) after that to \(last)")
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

    // MARK: The cell

    /// Decides a group of the commands that wait, and compares each decision with the model's.
    func decide(_ leader: SimulatedLeader?) throws {
        guard let leader else { return }
        guard !leader.mustRecover, !leader.knowsItIsFenced else {
            leader.steps.refuse(leader.knowsItIsFenced ? .notLeader : .unavailable)
            return
        }
        let now = clock.now()
        for answer in leader.steps.decide() {
            guard let command = ledger.command(answer.token) else {
                throw Violation("token \(answer.token) was decided, but nobody sent it")
            }
            let decision = answer.decision
            note(.decided(token: answer.token, decision, at: now.rawValue))
            let isNew = leader.model.orders[decision.order] == nil
            let expected = leader.model.decide(command, at: now, proposed: decision.order)
            guard expected == decision else {
                throw Violation(
                    "token \(answer.token) was decided as \(decision), the model says \(expected): \(command)")
            }
            count(command, decision)
            if decision.code == .accepted, !decision.isReplay,
                !isNew || decision.order.rawValue >> 28 != leader.model.accepted
            {
                throw Violation("the number \(decision.order) is not the next new one")
            }
            leader.decisions.append(answer)
        }
    }

    private func count(_ command: Command, _ decision: Decision) {
        statistics.commands += 1
        if case .place = command { statistics.orders += 1 }
        if decision.code == .accepted && !decision.isReplay { statistics.accepted += 1 }
        statistics.decisions[decision.code.text, default: 0] += 1
    }

    func tick(_ leader: SimulatedLeader?) throws {
        guard let leader, !leader.mustRecover, !leader.knowsItIsFenced else { return }
        let now = clock.now()
        let before = leader.steps.records
        let more = leader.steps.tick()
        let records = leader.steps.records - before
        let expected = now.rawValue >= leader.nextTick ? leader.model.tick(at: now) : 0
        note(.ticked(records: records, at: now.rawValue))
        guard records == expected, !more else {
            throw Violation("\(records) deadlines were met at \(now), the model says \(expected)")
        }
        if now.rawValue >= leader.nextTick { leader.nextTick = (now.rawValue / 1000 + 1) * 1000 }
    }

    func seal(_ leader: SimulatedLeader?) throws {
        guard let leader, leader.sealed == nil, !leader.mustRecover, leader.steps.hasWork else { return }
        let records = leader.steps.records
        guard records == leader.model.changes else {
            throw Violation("a batch has \(records) records, the model says \(leader.model.changes)")
        }
        leader.steps.seal()
        leader.model.seal()
        leader.sealed = SimulatedLeader.Sealed(
            model: leader.model, digest: leader.digest, hasRecords: records > 0,
            decisions: leader.decisions)
        note(.sealed(leader: leader.epoch))
        if options.shellBug == .answersBeforeCommit {
            for answer in leader.decisions { ledger.answerEarly(answer) }
        }
        leader.decisions = []
    }

    func commit(_ leader: SimulatedLeader?) throws {
        guard let leader, let sealed = leader.sealed, !sealed.isCommitted else { return }
        let before = disk.statistics
        if sealed.hasRecords { spoilAppend() }
        do throws(JournalError) {
            try leader.steps.commit()
        } catch {
            try commitFailed(error, leader, sealed, since: before)
            return
        }
        leader.sealed?.isCommitted = true
        leader.sealed?.isStale = leader.isFenced
        guard sealed.hasRecords else { return }
        note(.committed(leader: leader.epoch, position: leader.journal.tail.position))
        guard !leader.isFenced else {
            throw Violation("leader \(leader.epoch) wrote a batch after another had taken over")
        }
        statistics.commits += 1
        durable = sealed.model
        durableDigest = sealed.digest
        uncertain = []
    }

    private func commitFailed(
        _ error: JournalError, _ leader: SimulatedLeader, _ sealed: SimulatedLeader.Sealed,
        since before: DiskStatistics
    ) throws {
        note(.failed("commit of leader \(leader.epoch): \(error)"))
        if case .fenced = error.code {
            guard leader.isFenced else { throw Violation("the leader was refused: \(error)") }
            statistics.fencedBatches += 1
            leader.knowsItIsFenced = true
        } else if sealed.hasRecords && !leader.isFenced {
            uncertain.append((sealed.digest, sealed.model))
        }
        if disk.isDown { throw error }
        leader.steps.answer(after: error)
        leader.sealed = nil
        leader.decisions = []
        if leader.knowsItIsFenced { return }
        if options.shellBug == .keepsCoreAfterFailure { return }
        leader.mustRecover = true
        try mayGoOn(after: error, since: before)
        // What a failed commit left behind may come to light now.
        if !leader.isFenced, happens(0.4) { try restart() }
    }

    func answer(_ leader: SimulatedLeader?) throws {
        guard let leader, let sealed = leader.sealed, sealed.isCommitted else { return }
        leader.steps.answer()
        leader.sealed = nil
        guard sealed.isStale else { return }
        statistics.staleAnswers += sealed.decisions.count
        if let wrong = sealed.decisions.first(where: { $0.decision.code.isSuccess && !$0.decision.isReplay }) {
            throw Violation("leader \(leader.epoch) acknowledged \(wrong) after another had taken over")
        }
    }

    /// Builds the leader's core anew after a failed commit.
    func recover(_ leader: SimulatedLeader) throws {
        let before = disk.statistics
        do throws(CellError) {
            try leader.steps.recover()
        } catch {
            note(.failed("recovery of leader \(leader.epoch): \(error)"))
            if error.code == .fenced && leader.isFenced {
                leader.knowsItIsFenced = true
                leader.mustRecover = false
                return
            }
            try mayGoOn(after: error, since: before)
            return
        }
        guard !leader.isFenced else { throw Violation("a fenced leader's probe was taken") }
        statistics.recoveries += 1
        try adopt(leader.digest)
        leader.model = durable
        leader.mustRecover = false
        leader.nextTick = 0
    }

    /// The leader that was taken over from goes on as if nothing had happened.
    private func stepOldLeader() throws {
        guard let old else { return }
        switch below(6) {
        case 0: try decide(old)
        case 1: try tick(old)
        case 2: try seal(old)
        case 3: try commit(old)
        case 4: try answer(old)
        default:
            if old.mustRecover { try recover(old) }
            guard old.knowsItIsFenced, old.sealed == nil, happens(0.3) else { return }
            old.steps.refuse(.notLeader)
            try collectAnswers()
            try? old.journal.close()
            self.old = nil
        }
    }

    // MARK: Followers

    private func stepStandby() throws {
        guard let standby else { return }
        _ = try standby.step(maximumBatches: 1 + below(8))
        try check(standby)
        guard standby.isSnapshotDue else { return }
        // A standby that begins again may write a whole one over a damaged one.
        damaged.remove(standby.progress.position)
        do {
            try standby.writeSnapshot()
            snapshotsWritten += 1
        } catch {
            note(.failed("snapshot: \(error)"))
        }
    }

    func check(_ standby: Standby) throws(Violation) {
        if let divergence = standby.progress.divergence { throw Violation("the standby diverges: \(divergence)") }
        note(.followed("standby", standby.progress.position))
    }

    private func stepBook() throws {
        guard let leader else { return }
        let book = try openBook()
        _ = try book.step(from: leader.journal, maximumBatches: 1 + below(8))
        note(.followed("book", try book.position().position))
    }
}
