internal import Synchronization

/// The model of a disk behind its one lock.
final class GuardedModel: @unchecked Sendable {
    // @unchecked: `model` is touched only while `lock` is held, in the one method below. A `Mutex`
    // of the model itself would not do: what it guards may not meet memory that SQLite lends.
    private let lock = Mutex(())
    private var model: DiskModel

    init(_ model: DiskModel) { self.model = model }

    /// Runs `body` alone with the model.
    func withLock<Result: Sendable, Failure>(
        _ body: (inout DiskModel) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try lock.withLock { _ throws(Failure) in try body(&model) }
    }
}
