package import NIOCore
package import NIOHTTP1

/// A path that is answered on the event loop itself, for the few that a crowd asks for.
///
/// `answer` must not block: it runs on the thread that serves other connections too. The exchange
/// may be answered later, from any thread.
package protocol HotRoute: Sendable {
    /// The method.
    var method: HTTPMethod { get }
    /// The whole path, without query.
    var path: String { get }
    /// Bytes that a body may have.
    var bodyLimit: Int { get }
    /// Answers now or later, once; or says false, and the request goes to the ordinary route.
    func answer(_ head: HTTPRequestHead, _ body: ByteBuffer?, _ exchange: Exchange) -> Bool
}
