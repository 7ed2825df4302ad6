package import Catalogue
package import Marketing
internal import Primitives
internal import Synchronization

/// Tells the order core again what it could not be told at once: prices of the catalogue, terms of
/// sales and coupons. All of it is written down until it is told.
package final class TellingWorker: Sendable {
    private let catalogue: Catalogue
    private let marketing: Marketing
    private let isStopped = ConditionLock(false)
    private let failure = Mutex<String?>(nil)
    private let thread = ConditionLock<WorkThread?>(nil)

    /// Between two looks after many failures, in nanoseconds.
    private static let longestPause: UInt64 = 60_000_000_000

    /// Starts to look, each so many milliseconds, and after each failure in a row after the double
    /// of the last time, up to a minute.
    package init(
        _ catalogue: Catalogue, _ marketing: Marketing, intervalMilliseconds: UInt64 = 1000
    ) {
        let interval = intervalMilliseconds * 1_000_000
        self.catalogue = catalogue
        self.marketing = marketing
        let thread = WorkThread(name: "telling", niceness: 10) { [self] in
            var pause = interval
            while !isStopped.wait(until: { $0 }, atMost: pause) {
                pause = tell() ? interval : min(pause * 2, Self.longestPause)
            }
        }
        self.thread.withLock { $0 = thread }
    }

    /// Why something is still untold; nil where nothing is.
    package var lastFailure: String? { failure.withLock { $0 } }

    /// Ends the look under way and stops.
    package func stop() {
        isStopped.withLock { $0 = true }
        isStopped.broadcast()
        thread.withLock { $0 }?.join()
    }

    private func tell() -> Bool {
        do {
            try marketing.resume()
            try catalogue.tellUntoldPrices()
            failure.withLock { $0 = nil }
            return true
        } catch {
            let text = "\(error)"
            failure.withLock { $0 = text }
            return false
        }
    }
}
