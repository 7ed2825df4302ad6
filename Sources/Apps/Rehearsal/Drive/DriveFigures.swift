/// What happened in one second of a run, told to whoever watches: a line of JSON.
package struct DriveFigures: Codable, Sendable, Hashable {
    /// Seconds since the run began.
    package var second = 0
    /// Requests sent.
    package var sent = 0
    /// Answers that came.
    package var answers = 0
    /// Orders that were accepted.
    package var accepted = 0
    /// Buyers whom the waiting room let in.
    package var admitted = 0
    /// Refusals by their code.
    package var refused: [String: Int] = [:]
    /// Milliseconds from when a request was due to its final answer, for 50 and 99 of 100.
    package var p50 = 0.0
    /// See `p50`.
    package var p99 = 0.0
    /// Requests that were asked again.
    package var again = 0
    /// Errors that a visitor saw.
    package var errors = 0
    /// Milliseconds that the generator was behind at most.
    package var behind = 0.0
    /// Visitors who were due.
    package var due = 0
    /// Visitors of these whom the generator began more than 100 ms late.
    package var late = 0
    /// Requests of the attacker, and those that got through.
    package var flood = 0
    /// See `flood`.
    package var floodThrough = 0
    /// Errands that are under way.
    package var open = 0
}
