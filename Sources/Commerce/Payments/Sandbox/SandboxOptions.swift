/// How the sandbox provider misbehaves. Percentages are of webhooks, or of payments for declines.
package struct SandboxOptions: Sendable, Hashable {
    /// Webhooks that come late.
    package var latePercent = 0
    /// How late these come, in milliseconds.
    package var lateMilliseconds: Int64 = 10_000
    /// Webhooks that come twice.
    package var doubledPercent = 0
    /// Webhooks that are held back so that later ones pass them.
    package var reorderedPercent = 0
    /// How long these are held back at most, in milliseconds.
    package var reorderMilliseconds: Int64 = 3000
    /// Webhooks that never come.
    package var lostPercent = 0
    /// Payments that are declined though the buyer pays.
    package var declinedPercent = 0
    /// Whether every request is answered 503.
    package var isOut = false

    /// A provider without fault.
    package init() {}

    /// The switches that are numbers, by their names on the control page, with their bounds.
    static var numbers: [Switch] {
        [
            Switch("late", \.latePercent, "late webhooks, %", "迟到的通知，%"),
            Switch("doubled", \.doubledPercent, "doubled webhooks, %", "重复的通知，%"),
            Switch("reordered", \.reorderedPercent, "reordered webhooks, %", "乱序的通知，%"),
            Switch("lost", \.lostPercent, "lost webhooks, %", "丢失的通知，%"),
            Switch("declined", \.declinedPercent, "declined payments, %", "被拒的付款，%"),
        ]
    }

    struct Switch: Sendable {
        let name: String
        let path: any WritableKeyPath<SandboxOptions, Int> & Sendable
        let english: String
        let chinese: String

        init(
            _ name: String, _ path: any WritableKeyPath<SandboxOptions, Int> & Sendable,
            _ english: String, _ chinese: String
        ) {
            self.name = name
            self.path = path
            self.english = english
            self.chinese = chinese
        }
    }
}
