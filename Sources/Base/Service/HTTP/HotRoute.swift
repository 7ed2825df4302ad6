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
    /// The headers that it reads, in lower case; `HotRequest.maximumFields` at most.
    var fields: [String] { get }
    /// Bytes that a body may have.
    var bodyLimit: Int { get }
    /// Answers now or later, once; or says false, and the request goes to the ordinary route.
    ///
    /// - Parameter bytes: what the ranges of `request` lie in; valid during the call alone.
    func answer(_ bytes: Span<UInt8>, _ request: HotRequest, _ exchange: Exchange) -> Bool
}
