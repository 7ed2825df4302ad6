/// A line of a ledger: a request before it was sent, an answer as it came, or an event.
package struct LedgerEntry: Codable, Sendable, Hashable {
    /// Microseconds since the run began.
    package var at: UInt64
    /// Which start of the cell it belongs to, from 1.
    package var life: Int
    /// What was about to be sent.
    package var sent: Request?
    /// What came back.
    package var got: Reply?
    /// A line that came back and is no answer.
    package var garbage: String?
    /// What else happened: `ready`, `killed`, `ended`.
    package var event: String?
}
