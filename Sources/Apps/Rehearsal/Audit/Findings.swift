/// Findings as they are made: all are counted, the first are kept.
struct Findings {
    private(set) var kept: [Finding] = []
    private(set) var count = 0
    private static let limit = 100

    mutating func add(
        _ rule: Finding.Rule, _ subject: @autoclosure () -> String, at position: UInt64? = nil,
        _ text: @autoclosure () -> String
    ) {
        count += 1
        guard kept.count < Self.limit else { return }
        kept.append(Finding(rule: rule, subject: subject(), position: position, text: text()))
    }

    /// Makes a finding unless `holds`.
    mutating func check(
        _ holds: Bool, _ rule: Finding.Rule, _ subject: @autoclosure () -> String,
        at position: UInt64? = nil, _ text: @autoclosure () -> String
    ) {
        if !holds { add(rule, subject(), at: position, text()) }
    }
}
