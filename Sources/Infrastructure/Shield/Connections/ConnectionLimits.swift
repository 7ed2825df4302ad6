/// How slow a client may be, and how many connections there may be.
package struct ConnectionLimits: Sendable, Hashable {
    /// From the first byte of a head to its end.
    package var headMilliseconds: Int64 = 10_000
    /// A connection on which nothing is asked.
    package var idleMilliseconds: Int64 = 60_000
    /// The time in which a body or an answer may be slow.
    package var graceMilliseconds: Int64 = 5000
    /// Bytes a second that a body must bring, after the grace.
    package var bodyBytesPerSecond: Int64 = 512
    /// Bytes a second that a client must take of an answer, after the grace.
    package var answerBytesPerSecond: Int64 = 1024
    /// Bytes of a body at most.
    package var bodyBytes: Int64 = 10 << 20
    /// Connections in all.
    package var connections = 20_000
    /// Connections of one prefix; carriers may have eight times as many.
    package var connectionsPerPrefix = 200

    /// The defaults.
    package init() {}
}
