/// The header fields that the edge itself reads or writes; all others are `other`.
package enum FieldName: UInt8, CaseIterable, Sendable {
    /// A field that is only passed on.
    case other = 0
    case acceptEncoding, acceptLanguage, acceptRanges, age, authorization, cacheControl, cacheStatus
    case cacheTag, cdnCacheControl, connection, contentEncoding, contentLanguage, contentLength
    case contentLocation, contentRange, contentType, cookie, date, etag, expect, expires, forwarded
    case host, idempotencyKey, ifMatch, ifModifiedSince, ifNoneMatch, ifRange, ifUnmodifiedSince
    case keepAlive, lastModified, location, maxForwards, pragma, proxyAuthenticate
    case proxyAuthenticationInfo, proxyAuthorization, proxyConnection, range, retryAfter, server
    case setCookie, surrogateKey, te, traceparent, trailer, transferEncoding, upgrade, vary, via
    case xForwardedFor, xForwardedHost, xForwardedProto, accept, userAgent, spillwayEdge
    case idempotencyRetry, spillwayRehearsal

    /// The name as it is sent, in lower case.
    package var text: StaticString {
        switch self {
        case .other: ""
        case .acceptEncoding: "accept-encoding"
        case .acceptLanguage: "accept-language"
        case .acceptRanges: "accept-ranges"
        case .age: "age"
        case .authorization: "authorization"
        case .cacheControl: "cache-control"
        case .cacheStatus: "cache-status"
        case .cacheTag: "cache-tag"
        case .cdnCacheControl: "cdn-cache-control"
        case .connection: "connection"
        case .contentEncoding: "content-encoding"
        case .contentLanguage: "content-language"
        case .contentLength: "content-length"
        case .contentLocation: "content-location"
        case .contentRange: "content-range"
        case .contentType: "content-type"
        case .cookie: "cookie"
        case .date: "date"
        case .etag: "etag"
        case .expect: "expect"
        case .expires: "expires"
        case .forwarded: "forwarded"
        case .host: "host"
        case .idempotencyKey: "idempotency-key"
        case .idempotencyRetry: "idempotency-retry"
        case .spillwayRehearsal: "spillway-rehearsal"
        case .ifMatch: "if-match"
        case .ifModifiedSince: "if-modified-since"
        case .ifNoneMatch: "if-none-match"
        case .ifRange: "if-range"
        case .ifUnmodifiedSince: "if-unmodified-since"
        case .keepAlive: "keep-alive"
        case .lastModified: "last-modified"
        case .location: "location"
        case .maxForwards: "max-forwards"
        case .pragma: "pragma"
        case .proxyAuthenticate: "proxy-authenticate"
        case .proxyAuthenticationInfo: "proxy-authentication-info"
        case .proxyAuthorization: "proxy-authorization"
        case .proxyConnection: "proxy-connection"
        case .range: "range"
        case .retryAfter: "retry-after"
        case .server: "server"
        case .setCookie: "set-cookie"
        case .surrogateKey: "surrogate-key"
        case .te: "te"
        case .traceparent: "traceparent"
        case .trailer: "trailer"
        case .transferEncoding: "transfer-encoding"
        case .upgrade: "upgrade"
        case .vary: "vary"
        case .via: "via"
        case .xForwardedFor: "x-forwarded-for"
        case .xForwardedHost: "x-forwarded-host"
        case .xForwardedProto: "x-forwarded-proto"
        case .accept: "accept"
        case .userAgent: "user-agent"
        case .spillwayEdge: "spillway-edge"
        }
    }

    /// Fields of one connection that are never passed on or stored (RFC 9110 §7.6.1, RFC 9111
    /// §3.1).
    package var isOfOneHop: Bool {
        switch self {
        case .connection, .keepAlive, .proxyAuthenticate, .proxyAuthenticationInfo,
            .proxyAuthorization, .proxyConnection, .te, .trailer, .transferEncoding, .upgrade:
            true
        default: false
        }
    }
}
