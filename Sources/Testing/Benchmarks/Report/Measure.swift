/// One figure of a benchmark: what was measured, against whom, and what it had to reach.
package struct Measure: Sendable {
    /// Names it across runs, such as `orders.durable`.
    package var id: String
    /// Says what it is, for people.
    package var title: String
    /// The figure.
    package var value: Double
    /// The unit of the figure and of the rival's, such as `1/s` or `ms`.
    package var unit: String
    /// Who it is compared with; nil where it stands alone.
    package var against: String?
    /// The rival's figure; nil where the rival did not run.
    package var rivalValue: Double?
    /// What it must reach; nil where it only informs.
    package var goal: Goal?
    /// What a reader must know to judge it.
    package var note: String?

    /// Describes one figure.
    package init(
        id: String, title: String, value: Double, unit: String, against: String? = nil,
        rivalValue: Double? = nil, goal: Goal? = nil, note: String? = nil
    ) {
        self.id = id
        self.title = title
        self.value = value
        self.unit = unit
        self.against = against
        self.rivalValue = rivalValue
        self.goal = goal
        self.note = note
    }

    /// The value divided by the rival's; nil where there is none, or it is zero.
    package var ratio: Double? {
        guard let rivalValue, rivalValue != 0 else { return nil }
        return value / rivalValue
    }

    /// Whether the goal is reached; nil without a goal, or where its rival did not run.
    package var holds: Bool? {
        guard let goal else { return nil }
        switch goal.side {
        case .value: return goal.isMet(by: value)
        case .ratio:
            guard rivalValue != nil else { return nil }
            return goal.isMet(by: ratio ?? .nan)
        }
    }
}
