internal import Synchronization

/// How long the operations of a simulated disk take.
final class DiskPace: Sendable {
    private let factor = Atomic<UInt64>(1)

    /// Makes the disk so many times slower; 1 is its usual pace.
    func slow(by factor: UInt64) { self.factor.store(factor, ordering: .relaxed) }

    func microseconds(_ operation: DiskOperation) -> UInt64 {
        let usual: UInt64 =
            switch operation.kind {
            case .sync, .syncDirectory: 400
            case .sleep: UInt64(clamping: operation.length)
            case .close: 0
            default: 10
            }
        return usual * factor.load(ordering: .relaxed)
    }
}
