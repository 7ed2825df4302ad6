internal import NIOCore

/// The way back to a client, in whatever version of HTTP. All of it runs on the client's event
/// loop.
protocol Responder: AnyObject {
    /// An answer that is not the last one.
    func send(interim status: Int, _ fields: Fields)
    /// Cookies that go out with the answer, before it begins.
    func add(cookies: [String])
    /// A whole answer; without a body where that is nil.
    func send(_ head: ResponseHead, whole body: ByteBuffer?)
    /// The head of the answer.
    func send(_ head: ResponseHead)
    /// Bytes of its body.
    func send(_ bytes: ByteBuffer)
    /// The answer is whole.
    func finish()
    /// It cannot become whole.
    func abort()
    /// Whether bytes are taken now; if not, `Exchange.resume` is called when they are again.
    var canTakeMore: Bool { get }
    /// More of the request's body is wanted.
    func resumeBody()
    /// Takes over the connection after a switch of protocols; nil where that cannot be.
    func makeTunnel(_ fetch: Fetch) -> (any TunnelEnd)?
}
