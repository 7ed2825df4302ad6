internal import NIOCore

/// The client's side of a connection that has changed to another protocol.
protocol TunnelEnd: AnyObject {
    /// The origin has agreed.
    func opened(_ response: WireResponse, _ connection: OriginConnection)
    /// Bytes from it.
    func receivedFromOrigin(_ bytes: ByteBuffer)
    /// It is gone.
    func originClosed()
    /// It takes more.
    func originWritable()
    /// Whether the client takes more.
    var wantsMore: Bool { get }
}
