internal import NIOCore
internal import NIOHTTP1

/// A connection that is owed an answer; everything is called on its event loop.
protocol AnswerTaker: AnyObject {
    /// Where work goes that may wait.
    var dispatch: Dispatch { get }
    /// Writes a whole answer.
    func finish(
        status: HTTPResponseStatus, headers: HTTPHeaders, body: ByteBuffer, isHead: Bool,
        closing: Bool)
    /// Writes a whole answer of a form made before.
    func finish(_ form: AnswerForm, _ body: [UInt8])
    /// Writes a whole answer of a route.
    func finish(_ reply: Reply, _ body: [UInt8], isHead: Bool)
    /// Starts an answer that goes on; `onClose` is called when the connection ends. Gives who is
    /// to be told of the rest.
    func startStream(headers: HTTPHeaders, onClose: @escaping () -> Void) -> any AnswerTaker
    /// Sends a piece of it, as `Exchange.chunk` made it; says false when the client does not keep
    /// up.
    func sendPiece(_ piece: ByteBuffer) -> Bool
    /// Sends a piece of it and says when the system has taken it, or with false that the
    /// connection is closed.
    func sendPiece(_ piece: ByteBuffer, taken: @escaping @Sendable (Bool) -> Void)
    /// Ends it.
    func endStream()
}
