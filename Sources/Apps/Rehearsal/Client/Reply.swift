/// What a cell answers: one line of JSON.
package struct Reply: Codable, Sendable, Hashable {
    /// The token of the request; nil when the cell could not read it.
    package var token: UInt64?
    /// How far the request came; `decided` means decided and durable.
    package var outcome: String
    /// What was decided.
    package var code: String?
    /// The order.
    package var order: UInt64?
    /// The first number of the code.
    package var amount: Int64?
    /// The second number of the code.
    package var detail: Int64?
    /// The first answer again.
    package var replay: Bool?

    /// Whether it is final: everything else is to be asked again with the same key.
    package var isDecided: Bool { outcome == "decided" }

    /// Whether something happened, now or when the same was asked before.
    package var isSuccess: Bool { isDecided && Self.successes.contains(code ?? "") }

    private static let successes: Set = [
        "accepted", "paid", "paid_late", "awaiting_rest", "refund_due", "cancelled", "refunded",
        "restocked", "done",
    ]
}
