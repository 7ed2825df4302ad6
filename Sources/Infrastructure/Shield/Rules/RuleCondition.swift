/// One thing that a request must have for a rule to hold.
package struct RuleCondition: Sendable, Hashable {
    /// The side.
    package var dimension: Dimension
    /// The value there.
    package var value: UInt64

    /// Joins both.
    package init(_ dimension: Dimension, _ value: UInt64) {
        self.dimension = dimension
        self.value = value
    }

    func holds(_ traits: RequestTraits) -> Bool { traits.value(dimension) == value }

    /// As in `fingerprint = 1f2e3d4c`.
    package var description: String {
        if dimension == .standing, let standing = Standing(rawValue: UInt8(clamping: value)) {
            return "standing = \(standing)"
        }
        return "\(dimension.rawValue) = \(String(value, radix: 16))"
    }
}
