internal import Journal
internal import OrderCore
internal import Orders
internal import Primitives

// What a leader does, and what must be true of it then.

extension SimulationRun {
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
                    "token \(answer.token) was decided as \(decision), "
                        + "the model says \(expected): \(command)"
                )
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
        guard let leader, leader.sealed == nil, !leader.mustRecover, leader.steps.hasWork else {
            return
        }
        let records = leader.steps.records
        guard records == leader.model.changes else {
            throw Violation(
                "a batch has \(records) records, the model says \(leader.model.changes)")
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
        if !leader.isFenced, happens(0.5) { try restart() }
    }

    func answer(_ leader: SimulatedLeader?) throws {
        guard let leader, let sealed = leader.sealed, sealed.isCommitted else { return }
        leader.steps.answer()
        leader.sealed = nil
        guard sealed.isStale else { return }
        statistics.staleAnswers += sealed.decisions.count
        if let wrong = sealed.decisions.first(where: {
            $0.decision.code.isSuccess && !$0.decision.isReplay
        }) {
            throw Violation(
                "leader \(leader.epoch) acknowledged \(wrong) after another had taken over")
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
    func stepOldLeader() throws {
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
}
