/// Something that does not hold.
package struct Finding: Codable, Sendable, Hashable, CustomStringConvertible {
    /// What should hold. Texts are stable.
    package enum Rule: String, Codable, Sendable, CaseIterable {
        /// Every batch of the journal is there and is what was written.
        case journal
        /// Every record follows from those before it.
        case record
        /// Stock is never exceeded.
        case stock
        /// Limits per buyer are kept.
        case limit
        /// Budgets of coupons are kept.
        case budget
        /// One key or reference makes one record.
        case once
        /// What was acknowledged is in the journal, unchanged.
        case acknowledged
        /// What was refused, or never asked for, is not.
        case refused
        /// The same request is never answered in two ways.
        case answers
        /// In the end every request has a final answer.
        case resolved
        /// Money received is money kept and money that goes back.
        case money
        /// The order book says what the journal says.
        case book
        /// Nobody is let in without a credit, or orders without having been let in.
        case room
        /// The draw was made by the seed that was committed to, with one lot for each buyer.
        case draw
        /// What is real is what it was before a rehearsal on a running deployment, but for what
        /// real events say.
        case real
        /// The ledger is whole.
        case ledger
    }

    /// What should hold.
    package var rule: Rule
    /// The order, key, reference or pool that it is about.
    package var subject: String
    /// The batch of the journal, where there is one.
    package var position: UInt64?
    /// What is wrong.
    package var text: String

    /// One line.
    package var description: String {
        let place = position.map { " at position \($0)" } ?? ""
        return "\(rule.rawValue): \(subject)\(place): \(text)"
    }
}
