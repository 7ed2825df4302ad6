internal import Catalogue
internal import HTTPTypes
internal import Primitives
internal import Service
internal import Synchronization

/// What a page shows, gathered while it is made: by it the page is purged at the edges.
final class PageSharing: Sendable {
    private struct State {
        var tags: Set<String> = []
        var isTimed = false
    }

    /// Tags of one page at most; an edge stores none with more than 128.
    private static let maximumTags = 100
    private let state = Mutex(State())

    /// The page shows this.
    func show(_ tag: String) {
        state.withLock { if $0.tags.count < Self.maximumTags { $0.tags.insert(tag) } }
    }

    /// The page shows a clock: it is not to be kept for longer than a second.
    func setTimed() { state.withLock { $0.isTimed = true } }

    /// What was gathered so far, as it is given on with a part that is kept.
    var tags: [String] { state.withLock { Array($0.tags) } }

    /// Whether a clock is shown.
    var isTimed: Bool { state.withLock { $0.isTimed } }

    private static let cdnCacheControl = HTTPField.Name("CDN-Cache-Control")
    private static let surrogateKey = HTTPField.Name("Surrogate-Key")

    /// Lets edges keep the page, and nobody else.
    func mark(_ reply: inout Reply) {
        guard let control = Self.cdnCacheControl, let key = Self.surrogateKey else { return }
        reply.headers[control] =
            isTimed ? "max-age=1" : "max-age=10, stale-while-revalidate=10, stale-if-error=600"
        reply.headers[key] = tags.sorted().joined(separator: " ")
        reply.headers[.vary] = "Cookie, Accept-Language"
    }

    /// The same for a document that is no page.
    static func mark(_ reply: inout Reply, seconds: Int, _ tags: [String]) {
        guard let control = cdnCacheControl, let key = surrogateKey else { return }
        reply.headers[control] = "max-age=\(seconds)"
        reply.headers[key] = tags.joined(separator: " ")
    }
}
