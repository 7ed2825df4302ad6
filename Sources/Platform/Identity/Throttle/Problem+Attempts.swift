internal import Service

extension Problem {
    /// 429, noted for whatever form the answer gets: a page says it in its headers too.
    static func tooManyAttempts(afterSeconds seconds: Int, _ limits: [RateLimit]) -> Problem {
        Refusal.note(retryAfterSeconds: seconds, limits)
        return Problem(
            429, "too_many_attempts", "Too many attempts: try again in \(seconds) s.",
            retryAfterSeconds: seconds)
    }
}
