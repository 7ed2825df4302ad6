internal import Dispatch
internal import Foundation
internal import Primitives

/// SIGTERM and Ctrl-C, as something to wait for.
struct StopSignal {
    /// Whether one of them came; for other threads.
    let isAsked = ConditionLock(false)
    private let sources: [any DispatchSourceSignal]

    /// From here on both no longer end the process by themselves.
    init() {
        signal(SIGPIPE, SIG_IGN)
        let isAsked = isAsked
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                isAsked.withLock { $0 = true }
                isAsked.signal()
            }
            source.resume()
            return source
        }
    }

    /// Waits for the first of them.
    func wait() { isAsked.wait(until: { $0 }) }
}
