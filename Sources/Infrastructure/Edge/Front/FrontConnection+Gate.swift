internal import NIOCore
internal import Service

extension FrontConnection {
    /// Whether it waits for its turn now, as nobody knows yet who it is.
    func waitsForTurn() -> Bool {
        if isInLane { return true }
        guard core.gate?.shield != nil, reader == nil, exchange == nil, visit?.isKnown != true
        else { return false }
        isInLane = true
        pool.newcomers.enter(self)
        return true
    }

    /// Its turn has come.
    func takeFromLane() {
        guard isInLane else { return }
        isInLane = false
        takeNext()
    }

    /// Lets the gate judge a request; nil where it has answered it.
    func judge(_ request: inout WireRequest, _ gate: Gate) -> (pass: GatePass?, isPassed: Bool)? {
        let visit = self.visit ?? gate.visit(origin.client)
        self.visit = visit
        switch gate.judge(&request.head, visit, isSecond: false) {
        case .pass(let pass):
            if let pass { answer.cookies = pass.cookies }
            return (pass, true)
        case .answer(let head, let body):
            core.figures.gated.add()
            // What follows as a body is not read.
            if request.framing != .none { answer.isKeptAlive = false }
            send(head, whole: body)
            return nil
        }
    }
}
