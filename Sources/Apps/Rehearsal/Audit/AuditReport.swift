/// What an audit looked at, and what it found.
package struct AuditReport: Codable, Sendable, Hashable {
    /// Whether nothing was found.
    package var holds = false
    /// Requests in the ledger, each attempt counted.
    package var attempts = 0
    /// Answers in the ledger, each compared.
    package var answers = 0
    /// Different intents: orders, payments, cancellations and so on.
    package var intents = 0
    /// Orders that the ledger has an acceptance for.
    package var acknowledgedOrders = 0
    /// Batches in the journal.
    package var batches: UInt64 = 0
    /// Records in the journal.
    package var records: UInt64 = 0
    /// Leaders that wrote to the journal.
    package var epochs = 0
    /// Orders in the journal.
    package var journalOrders = 0
    /// Orders in the order book.
    package var bookOrders = 0
    /// Money that the ledger's acknowledged payments brought, in minor units.
    package var acknowledgedMoney: Int64 = 0
    /// Money that came in, by the journal.
    package var journalMoney: Int64 = 0
    /// Money that came in, by the order book.
    package var bookMoney: Int64 = 0
    /// Of that, what goes back, by the journal.
    package var moneyBack: Int64 = 0
    /// Intents that never got a final answer.
    package var unresolved = 0
    /// How many things do not hold.
    package var findingCount = 0
    /// The first of them.
    package var findings: [Finding] = []
}
