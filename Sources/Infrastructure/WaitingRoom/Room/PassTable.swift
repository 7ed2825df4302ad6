internal import Primitives

/// Passes that are still good, by holder: a page that is loaded again gets the same one.
///
/// Two generations, each as long as a pass lives: what is in neither has expired.
struct PassTable: Sendable {
    private let maximum: Int
    private let lifetime: Int64
    private var current: [Token128: Pass] = [:]
    private var previous: [Token128: Pass] = [:]
    private var began: Timestamp?

    init(maximum: Int, lifetimeMilliseconds: Int64) {
        precondition(maximum > 0 && lifetimeMilliseconds > 0)
        self.maximum = maximum
        lifetime = lifetimeMilliseconds
    }

    func pass(of holder: Holder, now: Timestamp) -> Pass? {
        guard let pass = current[holder.code] ?? previous[holder.code], pass.holder == holder,
            now < pass.expires
        else { return nil }
        return pass
    }

    /// Whether one more fits: when not, nobody is let in until some have expired.
    mutating func hasRoom(now: Timestamp) -> Bool {
        turn(now)
        return current.count + previous.count < maximum
    }

    mutating func keep(_ pass: Pass, now: Timestamp) {
        turn(now)
        current[pass.holder.code] = pass
    }

    mutating func forget(_ holder: Holder) {
        current[holder.code] = nil
        previous[holder.code] = nil
    }

    /// Bytes of both generations, empty places of their tables included.
    var memoryBytes: Int {
        let entry = MemoryLayout<Token128>.stride + MemoryLayout<Pass>.stride + 1
        return (current.capacity + previous.capacity) * 4 / 3 * entry
    }

    private mutating func turn(_ now: Timestamp) {
        guard let start = began else {
            began = now
            return
        }
        guard now.rawValue - start.rawValue >= lifetime else { return }
        let isNext = now.rawValue - start.rawValue < 2 * lifetime
        previous = isNext ? current : [:]
        current = [:]
        began = now
    }
}
