internal import NIOCore

/// Connections of one event loop whose clients nobody knows yet: what they sent is looked at when
/// what known clients sent has been served, so that a flood waits behind people.
final class NewcomerLane {
    /// How long it works before others have their turn.
    private static let slice = TimeAmount.microseconds(500)
    /// Until it goes on: the event loop looks for what has come meanwhile.
    private static let pause = TimeAmount.microseconds(50)

    private let loop: any EventLoop
    private var waiting = CircularBuffer<FrontConnection>()
    private var isAwake = false

    init(_ loop: any EventLoop) { self.loop = loop }

    /// Takes a connection in, which has as many places as connections: one.
    func enter(_ connection: FrontConnection) {
        waiting.append(connection)
        guard !isAwake else { return }
        isAwake = true
        // Behind all that is ready in this turn of the loop.
        loop.assumeIsolated().execute { self.serve() }
    }

    private func serve() {
        let end = NIODeadline.now() + Self.slice
        while let connection = waiting.popFirst() {
            connection.takeFromLane()
            if NIODeadline.now() >= end { break }
        }
        guard !waiting.isEmpty else {
            isAwake = false
            return
        }
        loop.assumeIsolated().scheduleTask(in: Self.pause) { self.serve() }
    }
}
