internal import Journal
internal import OrderCore
internal import Orders
internal import Primitives

// What must be true, whatever happened.

extension SimulationRun {
    /// After a start: everything that can be looked at without changing what the seed does next.
    func checkAfterStart() throws {
        guard let leader else { return }
        statistics.checks += 1
        try checkCore(leader)
        try checkJournal(leader, fromStart: true)
    }

    /// The core says of everything what the model says.
    func checkCore(_ leader: SimulatedLeader) throws(Violation) {
        let found =
            leader.steps.withCore { core in ModelComparison(leader.model, core).differences }
            + leader.model.contradictions()
        if let first = found.first { throw Violation(first) }
    }

    /// The journal's records keep what clients were told, and agree with the model on money.
    func checkJournal(_ leader: SimulatedLeader, fromStart: Bool) throws {
        if fromStart { (account, accountPosition) = (JournalAccount(), 0) }
        while accountPosition < leader.journal.tail.position {
            accountPosition += 1
            account.read(try leader.journal.readBatch(at: accountPosition).payload)
        }
        var found = account.problems + ledger.contradictions(with: account)
        if account.moneyIn != durable.moneyIn || account.moneyBack != durable.moneyBack {
            found.append(
                "by the journal \(account.moneyIn) came in and \(account.moneyBack) goes back, "
                    + "by the model \(durable.moneyIn) and \(durable.moneyBack)")
        }
        if account.placed.count != Int(durable.accepted) {
            found.append(
                "the journal has \(account.placed.count) orders, the model \(durable.accepted)")
        }
        if let first = found.first { throw Violation(first) }
    }

    /// Brings everything to an end without further faults, and compares all with all.
    func end() throws {
        step += 1
        disk.plan = DiskFaults()
        pace.slow(by: 1)
        faultOfNextAppend = nil
        try finish()
        try checkFolds()
        try restartInOrder()
        try checkFolds()
        try checkBook()
    }

    private func finish() throws {
        if let leader, leader.mustRecover { try recover(leader) }
        for _ in 0..<200 {
            try deliver()
            try turn()
            try tick(leader)
            if network.messages.isEmpty, ledger.unanswered(in: leader?.epoch ?? 0) == 0 { break }
        }
        try turn()
        if let old {
            for _ in 0..<20 where ledger.unanswered(in: old.epoch) > 0 {
                if old.mustRecover { try recover(old) }
                for _ in 0..<8 { try decide(old) }
                try seal(old)
                try commit(old)
                try answer(old)
                try collectAnswers()
            }
        }
        for leader in [leader, old].compactMap({ $0 }) {
            let unanswered = ledger.unanswered(in: leader.epoch)
            if unanswered > 0 {
                throw Violation(
                    "\(unanswered) commands of epoch \(leader.epoch) were never answered")
            }
        }
    }

    /// The leader, the standby, and a fold of the whole journal have the same state.
    private func checkFolds() throws {
        guard let leader, let standby else { throw Violation("nobody leads at the end") }
        try checkAfterStart()
        while try standby.step() > 0 {}
        try check(standby)
        let folded = try CellSteps.fold(leader.journal, options: shape.options)
        let hashes = [
            leader.steps.withCore { $0.stateHash() }, standby.stateHash(), folded.stateHash(),
        ]
        guard Set(hashes).count == 1 else {
            throw Violation("leader, standby and a fold of the journal differ: \(hashes)")
        }
    }

    /// The order book says what the model says, and what a book says that is built anew.
    private func checkBook() throws {
        guard let leader else { throw Violation("nobody leads at the end") }
        let book = try openBook()
        try book.catchUp(with: leader.journal)
        var found = try book.contradictions(limit: 3)
        found += try BookComparison(durable, book).differences()
        // On a disk of its own: a rebuild has nothing to do with the faults of this one.
        let scratch = SimulatedDisk(seed: seed)
        let fresh = try OrderBook(path: scratch.path("rebuilt.sqlite"))
        try fresh.catchUp(with: leader.journal)
        found += try book.differences(with: fresh, limit: 3)
        try fresh.close()
        if let first = found.first { throw Violation("order book: \(first)") }
    }
}
