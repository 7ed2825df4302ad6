package import Primitives

/// What is done for a request, given what is stored for it (RFC 9111 §4).
package enum Lookup: Sendable {
    /// Answer with the stored response.
    case serve(StoredResponse)
    /// Answer with the stored response, which is stale, and fetch a newer one meanwhile
    /// (RFC 5861 §3).
    case serveAndRevalidate(StoredResponse)
    /// Ask the origin whether the stored response still holds (RFC 9111 §4.3), since it is stale or
    /// since the request does not want it as it is.
    case validate(StoredResponse, CacheStatus.Forward)
    /// Ask the origin for what is missing of a stored part (RFC 9111 §3.4).
    case complete(StoredResponse, ByteRange)
    /// Ask the origin.
    case fetch(CacheStatus.Forward)
    /// Only a stored response was wanted, and there is none to serve (RFC 9111 §5.2.1.7): 504.
    case refuse

    /// Decides.
    ///
    /// - Parameters:
    ///   - stored: the response that the request selects, if there is one.
    ///   - hasOthers: whether there are responses that other requests select.
    ///   - isPurged: whether `stored` was purged.
    package static func decide(
        _ request: RequestHead, stored: StoredResponse?, hasOthers: Bool, isPurged: Bool,
        now: Timestamp, options: CacheOptions
    ) -> Lookup {
        guard request.method == .get || request.method == .head else { return .fetch(.method) }
        // They are for the origin (RFC 9111 §4.3.2).
        guard !request.fields.containsAny(forTheOrigin) else { return .fetch(.request) }
        let wants =
            options.honorsRequests ? RequestDirectives(request.fields) : RequestDirectives()
        guard let stored else {
            return wants.onlyIfCached ? .refuse : .fetch(hasOthers ? .varyMiss : .uriMiss)
        }
        if let part = stored.range {
            switch PartialContent.use(part, stored, request) {
            case .serve: break
            case .missing(let range) where !wants.onlyIfCached && !isPurged:
                return .complete(stored, range)
            default: return wants.onlyIfCached ? .refuse : .fetch(.partial)
            }
        }
        switch judge(stored, wants, isPurged, now) {
        case .usable: return .serve(stored)
        case .inGrace: return .serveAndRevalidate(stored)
        case .stale: return wants.onlyIfCached ? .refuse : .validate(stored, .stale)
        case .unwanted: return wants.onlyIfCached ? .refuse : .validate(stored, .request)
        }
    }

    private static let forTheOrigin = FieldNames([.ifMatch, .ifUnmodifiedSince])

    private enum Judgement {
        case usable, inGrace, stale
        /// Fresh, but the request asks for more than that.
        case unwanted
    }

    private static func judge(
        _ stored: StoredResponse, _ wants: RequestDirectives, _ isPurged: Bool, _ now: Timestamp
    ) -> Judgement {
        let directives = stored.directives
        // RFC 9111 §5.2.2.4.
        guard !directives.flags.contains(.noCache), !isPurged else { return .stale }
        let remaining = stored.remaining(at: now)
        let isFresh = remaining > 0
        // RFC 9111 §5.2.1.4.
        guard !wants.noCache else { return isFresh ? .unwanted : .stale }
        // A fresh immutable response is not asked for again only since a page was reloaded
        // (RFC 8246 §2).
        if isFresh, directives.flags.contains(.immutable) { return .usable }
        let isTooOld = wants.maxAge.map { stored.age(at: now) > $0 * 1000 } ?? false
        let isTooShort = wants.minFresh.map { remaining < $0 * 1000 } ?? false
        guard !isTooOld, !isTooShort else { return isFresh ? .unwanted : .stale }
        if isFresh { return .usable }
        let staleness = -remaining
        if let limit = wants.maxStale, !directives.forbidsStale, staleness <= limit * 1000 {
            return .usable
        }
        if let grace = directives.staleWhileRevalidate, !directives.forbidsGrace,
            staleness <= grace * 1000
        {
            return .inGrace
        }
        return .stale
    }

    /// Why the origin gave no good answer.
    package enum Failure: Sendable, Equatable {
        /// It could not be reached, or went away before its answer was whole.
        case disconnected
        /// It answered with this status.
        case status(Int)
    }

    /// Whether the stored response, which is stale, is served since the origin failed
    /// (RFC 9111 §4.2.4, RFC 5861 §4).
    package static func mayServeStale(
        _ stored: StoredResponse, for request: RequestHead, after failure: Failure,
        now: Timestamp, options: CacheOptions
    ) -> Bool {
        let directives = stored.directives
        guard !directives.forbidsGrace else { return false }
        let staleness = max(0, -stored.remaining(at: now))
        let wants =
            options.honorsRequests ? RequestDirectives(request.fields) : RequestDirectives()
        let explicit = [directives.staleIfError, wants.staleIfError].compactMap { $0 }.max()
        let isAnError =
            switch failure {
            case .disconnected: true
            case .status(let status): [500, 502, 503, 504].contains(status)
            }
        if isAnError, let explicit { return staleness <= explicit * 1000 }
        guard failure == .disconnected, !directives.forbidsStale else { return false }
        return staleness <= options.disconnectedSeconds * 1000
    }
}
