internal import NIOCore
internal import Primitives

/// What a request waits for before it goes on: the center's first word, and its duty.
extension Exchange {
    /// Waits until the center was heard, which tells whether the request may go on.
    func waitForCenter() {
        guard isBodyWhole else { return failAsTooLarge() }
        guard !isAsking, let gate = core.gate else { return }
        let isKept = request.method.isIdempotent || !Gate.key(request, body).isEmpty
        let until = NIODeadline.now() + .seconds(core.options.holdSeconds)
        isAsking = true
        let isIn =
            isKept && pool.hearing.enter(self, gate, until: until) { self.heard($0, gate) }
        if !isIn { heard(false, gate) }
    }

    private func heard(_ isHeard: Bool, _ gate: Gate) {
        isAsking = false
        guard let hearing, responder != nil else { return }
        self.hearing = nil
        guard isHeard else {
            let caller = hearing.visit.caller(
                hearing.request.fields, isSecond: hearing.isSecond, gate.currentSeals,
                now: core.clock.now())
            let (head, body) = GateAnswer.make(gate.notHeard(request, caller))
            return answer(head, body)
        }
        let (request, verdict) = gate.judge(heard: hearing, isSlow: isSlow)
        switch verdict {
        case .answer(let head, let body): answer(head, body)
        case .pass(let pass):
            self.request = request
            isSlow = pass?.isSlow ?? false
            duty = pass?.duty
            responder?.add(cookies: pass?.cookies ?? [])
            restart()
        }
    }

    private func failAsTooLarge() {
        fail(413, "body_too_large", "The body is larger than an order may be.", nil)
    }

    /// Does what the gate wants done with the whole body, and then goes on.
    func perform(_ duty: GateDuty, _ reason: CacheStatus.Forward) {
        guard isBodyWhole else { return failAsTooLarge() }
        guard !isAsking, let gate = core.gate else { return }
        isAsking = true
        let bound = NIOLoopBound(self, eventLoop: loop)
        let loop = loop
        gate.perform(duty, request, body) { outcome in
            if loop.inEventLoop {
                bound.value.performed(outcome, reason)
            } else {
                loop.execute { bound.value.performed(outcome, reason) }
            }
        }
    }

    private func performed(_ outcome: Gate.DutyOutcome, _ reason: CacheStatus.Forward) {
        duty = nil
        guard let responder else { return }
        switch outcome {
        case .goOn(let cookies):
            responder.add(cookies: cookies)
            fetchAlone(reason)
        case .answer(let reply, let cookies):
            let (head, body) = GateAnswer.make(reply, cookies: cookies)
            answer(head, body)
        }
    }
}
