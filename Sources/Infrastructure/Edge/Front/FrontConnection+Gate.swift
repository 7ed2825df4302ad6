internal import NIOCore
internal import Service

extension FrontConnection {
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
