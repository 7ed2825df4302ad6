/// The bounds of the streams of events.
package struct EventsOptions: Sendable {
    /// Listeners at most.
    package var maximumListeners = 1000
    /// Listeners of one store's staff and programs at most.
    package var listenersOfMerchant = 100
    /// Listeners of one buyer at most.
    package var listenersOfBuyer = 4
    /// Bytes of events after which a piece is sent.
    package var pieceBytes = 64 << 10
    /// Bytes of the journal that are read for one listener before it is another's turn.
    package var readBytes = 1 << 20
    /// Bytes of events that are kept for others who come to the same batches.
    package var keptBytes = 16 << 20
    /// Milliseconds that a listener may take for a piece before it is cut off.
    package var patienceMilliseconds: UInt64 = 10_000
    /// Milliseconds after which a listener that nothing was sent to hears where it is.
    package var heartbeatMilliseconds: UInt64 = 15_000
    /// Milliseconds after which a listener has to come again, to show that it still may listen.
    package var lifetimeMilliseconds: UInt64 = 600_000

    /// The bounds for a center.
    package init() {}
}
