internal import OrderCore
internal import Orders
internal import Primitives

/// What clients were told, and what must therefore be true for ever.
struct Ledger {
    /// How much is known of a command that was sent to a cell.
    enum State: Equatable {
        /// It was taken in and is not answered, or its cell died.
        case open
        /// It was answered that nothing happened.
        case nothing
        /// It was decided, durably.
        case decided(Decision)
    }

    /// A command that reached a cell.
    struct Submission {
        let command: Command
        let client: Int
        /// The epoch of the leader that took it in.
        let epoch: UInt64
        var state = State.open
        var isAnswered = false
    }

    private(set) var submissions: [Submission] = []

    /// Notes that a command is about to reach a cell; gives the token that its answer will carry.
    mutating func submit(_ command: Command, client: Int, epoch: UInt64) -> UInt64 {
        submissions.append(Submission(command: command, client: client, epoch: epoch))
        return UInt64(submissions.count - 1)
    }

    /// The command that a token stands for.
    func command(_ token: UInt64) -> Command? {
        token < UInt64(submissions.count) ? submissions[Int(token)].command : nil
    }

    /// Notes that a command was not taken in.
    mutating func refuse(_ token: UInt64) {
        submissions[Int(token)].state = .nothing
        submissions[Int(token)].isAnswered = true
    }

    /// Notes an answer.
    mutating func answer(_ answer: Answer, to client: Int) throws(Violation) {
        guard answer.token < UInt64(submissions.count) else {
            throw Violation("an answer to token \(answer.token), which nobody sent")
        }
        let index = Int(answer.token)
        guard submissions[index].client == client else {
            throw Violation("client \(client) got the answer to token \(answer.token) of another")
        }
        guard !submissions[index].isAnswered else {
            throw Violation("token \(answer.token) was answered twice")
        }
        submissions[index].isAnswered = true
        switch answer.outcome {
        case .decided: submissions[index].state = .decided(answer.decision)
        case .busy, .unavailable, .notLeader, .closed: submissions[index].state = .nothing
        case .unknown: break
        }
    }

    /// Notes an answer that a planted mistake gives out too early.
    mutating func answerEarly(_ answer: Answer) {
        submissions[Int(answer.token)].state = .decided(answer.decision)
    }

    /// Submissions of an epoch that have no answer.
    func unanswered(in epoch: UInt64) -> Int {
        submissions.count { $0.epoch == epoch && !$0.isAnswered }
    }

    /// What the journal says that does not fit what clients were told.
    func contradictions(with account: JournalAccount) -> [String] {
        missing(in: account) + uncalledFor(in: account)
    }

    /// What was acknowledged and is not in the journal as it was acknowledged.
    private func missing(in account: JournalAccount) -> [String] {
        var found: [String] = []
        for (token, submission) in submissions.enumerated() {
            guard case .decided(let decision) = submission.state, decision.code.isSuccess,
                !isKept(submission.command, decision, account)
            else { continue }
            found.append(
                "token \(token) was told \(decision.code.text) "
                    + "(order \(decision.order), \(decision.amount), "
                    + "\(decision.detail)), but the journal does not say so: \(submission.command)")
        }
        return found
    }

    private func isKept(_ command: Command, _ decision: Decision, _ account: JournalAccount) -> Bool
    {
        func has(
            _ reference: Reference, _ kind: JournalAccount.Movement.Kind, _ order: OrderID,
            _ amount: Int64
        )
            -> Bool
        {
            account.movements[reference]?.contains {
                $0.kind == kind && $0.order == order.rawValue && $0.amount == amount
            }
                ?? false
        }
        switch command {
        case .place(let request, let lines):
            guard let placed = account.placed[decision.order] else { return false }
            let total = lines.reduce(0) { $0 + Int64($1.quantity) * $1.unitPrice.rawValue }
            return placed.key == request.key && placed.buyer == request.buyer
                && placed.merchant == request.merchant && placed.isRehearsal == request.isRehearsal
                && placed.coupon == request.coupon && placed.lines == lines
                && placed.discount == decision.detail && decision.amount == total - decision.detail
        case .pay(let payment):
            return has(payment.reference, .payment, payment.order, payment.amount.rawValue)
        case .refund(let refund):
            return has(refund.reference, .refund, refund.order, refund.amount.rawValue)
        case .restock(let restock):
            return has(restock.reference, .restock, restock.order, Int64(restock.quantity))
        case .changeStock(let change):
            return has(change.reference, .stockChange, OrderID(0), change.delta)
        case .cancel(let cancel): return account.cancelled[cancel.order] == decision.amount
        case .setSale(let terms): return account.sales.contains(terms)
        case .setItem(let terms):
            return account.prices.contains(
                LineRequest(
                    sale: terms.sale, sku: terms.sku, quantity: terms.limitPerBuyer,
                    unitPrice: terms.unitPrice))
        case .setCoupon: return true
        }
    }

    /// What is in the journal although everybody who asked for it was told that it did not happen,
    /// or is there more often than it can be.
    private func uncalledFor(in account: JournalAccount) -> [String] {
        var keys: [IdempotencyKey: Int] = [:]
        var references: [Reference: Int] = [:]
        for submission in submissions {
            switch submission.state {
            case .nothing: continue
            case .decided(let decision) where !decision.code.isSuccess || decision.isReplay:
                continue
            case .decided, .open: break
            }
            switch submission.command {
            case .place(let request, _): keys[request.key, default: 0] += 1
            case .pay(let payment): references[payment.reference, default: 0] += 1
            case .refund(let refund): references[refund.reference, default: 0] += 1
            case .restock(let restock): references[restock.reference, default: 0] += 1
            case .changeStock(let change): references[change.reference, default: 0] += 1
            case .cancel, .setSale, .setItem, .setCoupon: break
            }
        }
        var found: [String] = []
        var placed: [IdempotencyKey: Int] = [:]
        for order in account.placed.values { placed[order.key, default: 0] += 1 }
        for (key, count) in placed where count > keys[key] ?? 0 {
            found.append(
                "\(count) orders with key \(key), of which clients were told \(keys[key] ?? 0)")
        }
        for (reference, all) in account.movements where all.count > references[reference] ?? 0 {
            found.append(
                "\(all.count) movements with reference \(reference), of which clients were told "
                    + "\(references[reference] ?? 0)")
        }
        return found
    }
}
