internal import Primitives
internal import Service

/// An edge that listens.
struct EdgeListener: Sendable {
    /// The last message that it has, where it goes on from one.
    var place: UInt64?
    /// What it named as that.
    var claimed: String
    /// Whether it was told all there is since it came.
    var isGreeted = false
    /// Where pieces go; nil until the stream has begun.
    var client: ClientStream?
    /// Whether the piece before was taken.
    var isReady = false
    /// When the last piece was sent, in nanoseconds.
    var sent: UInt64 = 0
}
