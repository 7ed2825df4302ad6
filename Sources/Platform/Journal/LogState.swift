internal import Store

/// What is known about the write-ahead log, in pages, and what follows from it.
struct LogState: Sendable {
    /// When to do what, in pages.
    struct Limits: Sendable {
        var slice: Int
        var backlog: Int
        var target: Int
        var limit: Int
    }

    let limits: Limits
    /// Pages in the log after the last commit.
    private(set) var pages = 0
    /// Pages of those that are in the database file.
    private(set) var movedPages = 0
    /// Pages in the log when each side last tried, so that a try in vain is not repeated at once.
    private var triedInBackground = 0
    private var triedInAppend = 0
    /// Why the last checkpoint failed.
    private(set) var failure: StoreError?

    init(_ limits: Limits) { self.limits = limits }

    private var backlog: Int { pages - movedPages }

    /// Whether the thread has a slice to move.
    var wantsSlice: Bool { backlog >= limits.slice && pages - triedInBackground >= limits.slice }

    /// Whether the appending thread has to move pages before its next commit: the little that is
    /// left of a long log, or a backlog that the thread alone does not keep up with.
    var wantsHelp: Bool {
        let isWorthIt =
            pages >= limits.target && backlog <= limits.slice || backlog >= limits.backlog
        return isWorthIt && pages - triedInAppend >= max(1, limits.slice / 4)
    }

    /// Whether the log may grow no further.
    var isFull: Bool { pages >= limits.limit && backlog > 0 }

    /// Takes the log's length after a commit.
    mutating func note(pages now: Int) {
        if now < pages {
            // The log was started anew.
            movedPages = 0
            triedInBackground = 0
            triedInAppend = 0
        }
        pages = now
    }

    mutating func noteTryInBackground() { triedInBackground = pages }

    mutating func noteTryInAppend() { triedInAppend = pages }

    /// Takes the outcome of a checkpoint.
    mutating func note(_ result: Result<CheckpointResult, StoreError>) {
        switch result {
        case .failure(let error): failure = error
        case .success(let found):
            failure = nil
            // One that looked at the log before it was started anew says nothing about this one.
            if found.didRun && found.logPages <= pages {
                movedPages = max(movedPages, found.movedPages)
            }
        }
    }
}
