/// Watches one connection of HTTP/1 for a client that is slow on purpose.
///
/// What arrives is told as it arrives; `check` is asked about once a second.
package struct ConnectionWatch: Sendable {
    private enum Stage: Sendable {
        case idle
        case head
        case body(bytes: Int64)
        case answer(taken: Int64, waiting: Bool)
    }

    private let limits: ConnectionLimits
    private var stage = Stage.idle
    /// When the stage began.
    private var since: Int64

    /// Watches from the moment at which the connection was opened, in milliseconds.
    package init(_ limits: ConnectionLimits, ticks: Int64) {
        self.limits = limits
        since = ticks
    }

    /// The first byte of a head arrived.
    package mutating func headBegan(ticks: Int64) {
        guard case .idle = stage else { return }
        (stage, since) = (.head, ticks)
    }

    /// The head is whole.
    package mutating func headEnded(ticks: Int64) { (stage, since) = (.body(bytes: 0), ticks) }

    /// A part of the body arrived.
    package mutating func bodyArrived(bytes: Int, ticks: Int64) -> CutReason? {
        guard case .body(let before) = stage else { return nil }
        let all = before + Int64(bytes)
        stage = .body(bytes: all)
        return all > limits.bodyBytes ? .largeBody : check(ticks: ticks)
    }

    /// The body is whole: the server's turn. The client is not to blame until an answer waits.
    package mutating func bodyEnded(ticks: Int64) {
        (stage, since) = (.answer(taken: 0, waiting: false), ticks)
    }

    /// The client took a part of the answer; `left` bytes wait for it.
    package mutating func answerTaken(bytes: Int, left: Int, ticks: Int64) {
        guard case .answer(let before, let waiting) = stage else { return }
        let isWaiting = left > 0
        if isWaiting != waiting {
            // The time counts from when the client began to keep us waiting.
            (stage, since) = (.answer(taken: 0, waiting: isWaiting), ticks)
        } else {
            stage = .answer(taken: before + Int64(bytes), waiting: isWaiting)
        }
    }

    /// The answer is out: the next request may come.
    package mutating func answerEnded(ticks: Int64) { (stage, since) = (.idle, ticks) }

    /// Whether the connection is to be cut now.
    package func check(ticks: Int64) -> CutReason? {
        let passed = ticks - since
        switch stage {
        case .idle: return passed > limits.idleMilliseconds ? .idle : nil
        case .head: return passed > limits.headMilliseconds ? .slowHead : nil
        case .body(let bytes):
            return isTooSlow(bytes, passed, limits.bodyBytesPerSecond) ? .slowBody : nil
        case .answer(let taken, let waiting):
            return waiting && isTooSlow(taken, passed, limits.answerBytesPerSecond)
                ? .slowReader : nil
        }
    }

    private func isTooSlow(_ bytes: Int64, _ passed: Int64, _ perSecond: Int64) -> Bool {
        let counted = passed - limits.graceMilliseconds
        return counted > 0 && bytes < counted / 1000 * perSecond
    }
}
