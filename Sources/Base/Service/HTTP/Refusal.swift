internal import HTTPTypes
internal import Synchronization

/// When a refused request may come again. It is noted where it is decided and said in the headers
/// where all answers pass, so that no page that makes a text of a problem can forget it.
package final class Refusal: Sendable {
    /// That of the request under way on this thread; nil outside of any.
    @TaskLocal static var current: Refusal?

    private struct Note {
        var retryAfterSeconds: Int
        var limits: [RateLimit]
    }

    private let note = Mutex<Note?>(nil)

    /// Notes after how many seconds the request under way may come again, and what is left of the
    /// quotas that it met.
    package static func note(retryAfterSeconds seconds: Int, _ limits: [RateLimit] = []) {
        current?.note.withLock { $0 = Note(retryAfterSeconds: seconds, limits: limits) }
    }

    /// What `answer` gives; a refusal (429, 503) carries `Retry-After` and the quotas that were
    /// noted.
    static func collect(_ answer: () -> Reply) -> Reply {
        let refusal = Refusal()
        var reply = $current.withValue(refusal) { answer() }
        guard reply.status == 429 || reply.status == 503,
            let note = refusal.note.withLock({ $0 })
        else { return reply }
        if !reply.headers.contains(.retryAfter) {
            reply.headers[.retryAfter] = "\(note.retryAfterSeconds)"
        }
        if !reply.hasLimits { reply.say(note.limits) }
        return reply
    }
}
