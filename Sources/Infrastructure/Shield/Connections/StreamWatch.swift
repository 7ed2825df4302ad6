/// Watches one connection of HTTP/2 for frames that cost the server much and the client nothing.
///
/// Streams that are reset before they were answered are counted against those that were finished
/// (rapid reset); frames that carry nothing, and headers that never end, have a budget per second.
package struct StreamWatch: Sendable {
    /// Resets that any client may have in a window: people do leave pages.
    private static let freeResets = 100
    /// Frames of control, or empty ones, in a window.
    private static let freeFrames = 500
    /// Continuations of one head.
    private static let maximumContinuations = 16
    private static let windowMilliseconds: Int64 = 10_000

    private var windowStart: Int64
    private var resets = 0
    private var finished = 0
    private var frames = 0
    private var continuations = 0

    /// Watches from now, in milliseconds.
    package init(ticks: Int64) { windowStart = ticks }

    /// The client reset a stream that was not answered yet.
    package mutating func streamReset(ticks: Int64) -> CutReason? {
        turn(ticks)
        resets += 1
        return resets > Self.freeResets && resets > finished ? .rapidReset : nil
    }

    /// A stream was answered whole.
    package mutating func streamFinished(ticks: Int64) {
        turn(ticks)
        finished += 1
    }

    /// A frame of control (settings, ping, priority, window update) or an empty one of data.
    package mutating func controlFrame(ticks: Int64) -> CutReason? {
        turn(ticks)
        frames += 1
        return frames > Self.freeFrames + 10 * finished ? .frameFlood : nil
    }

    /// A head began, or goes on in a further frame.
    package mutating func headerFrame(isContinuation: Bool) -> CutReason? {
        continuations = isContinuation ? continuations + 1 : 0
        return continuations > Self.maximumContinuations ? .frameFlood : nil
    }

    private mutating func turn(_ ticks: Int64) {
        guard ticks - windowStart >= Self.windowMilliseconds else { return }
        windowStart = ticks
        (resets, finished, frames) = (0, 0, 0)
    }
}
