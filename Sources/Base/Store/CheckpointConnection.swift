internal import Synchronization

/// The connection that checkpoints run on, opened at the first one, so that they can run on another
/// thread than the writer's.
final class CheckpointConnection: Sendable {
    private enum State {
        case unopened
        case open(EngineConnection)
        case closed
    }

    private let configuration: StoreConfiguration
    private let state = Mutex(State.unopened)

    init(_ configuration: StoreConfiguration) { self.configuration = configuration }

    /// The connection.
    func connection() throws(StoreError) -> EngineConnection {
        try state.withLock { state throws(StoreError) in
            switch state {
            case .open(let connection): return connection
            case .closed: throw StoreError.closed(configuration.name)
            case .unopened:
                let connection = try EngineConnection(configuration, readOnly: false)
                state = .open(connection)
                return connection
            }
        }
    }

    /// Waits for the checkpoint that is running and closes the connection.
    func close() throws(StoreError) {
        let last = state.withLock { state in
            defer { state = .closed }
            return state
        }
        if case .open(let connection) = last { try connection.close() }
    }
}
