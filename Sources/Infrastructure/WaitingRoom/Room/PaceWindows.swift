/// How many came in, in windows of five seconds.
struct PaceWindows: Sendable {
    private static let milliseconds: Int64 = 5000
    private static let kept = 6

    private var window: Int64?
    private var current: UInt64 = 0
    private var whole: [UInt64] = []

    mutating func add(_ count: UInt64, ticks: Int64) {
        let now = ticks / Self.milliseconds
        if let window, now > window {
            whole.append(current)
            // Windows in which nothing was heard are windows in which nobody came in.
            for _ in 0..<min(Int64(Self.kept), now - window - 1) { whole.append(0) }
            whole = Array(whole.suffix(Self.kept))
            current = 0
            self.window = now
        } else if window == nil, count > 0 {
            window = now
        }
        current += count
    }

    /// The slowest and the fastest of the last whole windows; nil when there are not two.
    func perMinute(ticks: Int64) -> (slowest: Int, fastest: Int)? {
        guard whole.count >= 2, let slowest = whole.min(), let fastest = whole.max() else {
            return nil
        }
        let perMinute = UInt64(60_000 / Self.milliseconds)
        return (Int(clamping: slowest * perMinute), Int(clamping: fastest * perMinute))
    }
}
