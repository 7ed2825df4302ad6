/// Who makes the pieces of one client's stream.
package struct StreamSource: Sendable {
    /// Called on the event loop, which it must not hold, when the stream has begun.
    let begin: @Sendable (ClientStream) -> Void
    /// Called there once, when it has ended: also where it never began.
    let ended: @Sendable () -> Void

    /// Joins what happens at both ends of a stream.
    package init(
        begin: @escaping @Sendable (ClientStream) -> Void,
        ended: @escaping @Sendable () -> Void = {}
    ) {
        self.begin = begin
        self.ended = ended
    }
}
