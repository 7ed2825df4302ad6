internal import Primitives

/// Connections that read beside the writer, opened when they are first needed and kept.
final class ReaderPool: Sendable {
    private struct State {
        var idle: [EngineConnection] = []
        var opened = 0
        var isClosed = false
    }

    private let configuration: StoreConfiguration
    private let state = ConditionLock(State())

    init(_ configuration: StoreConfiguration) { self.configuration = configuration }

    /// Lends a connection to `body`; waits while all are lent.
    func withReader<Result, Failure: StoreFailure>(
        _ body: (EngineConnection) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let reader: EngineConnection
        do { reader = try borrow() } catch { throw Failure(error) }
        defer { giveBack(reader) }
        return try body(reader)
    }

    /// Waits for the readers in use, then closes all; later ones are refused.
    func close() throws(StoreError) {
        state.withLock { $0.isClosed = true }
        state.broadcast()
        state.wait(until: { $0.idle.count == $0.opened })
        let all = state.withLock { state in
            defer { state.idle = [] }
            state.opened = 0
            return state.idle
        }
        for reader in all { try reader.close() }
    }

    private func borrow() throws(StoreError) -> EngineConnection {
        var mayOpen = false
        var isClosed = false
        var reader: EngineConnection?
        state.wait { state in
            isClosed = state.isClosed
            if isClosed { return true }
            reader = state.idle.popLast()
            mayOpen = reader == nil && state.opened < configuration.maximumReaders
            if mayOpen { state.opened += 1 }
            return reader != nil || mayOpen
        }
        if isClosed { throw StoreError.closed(configuration.name) }
        if let reader { return reader }
        do {
            return try EngineConnection(configuration, readOnly: true)
        } catch {
            state.withLock { $0.opened -= 1 }
            state.broadcast()
            throw error
        }
    }

    private func giveBack(_ reader: EngineConnection) {
        state.withLock { $0.idle.append(reader) }
        state.broadcast()
    }
}
