package import Primitives
package import Service
internal import Synchronization

/// Slows sign-ups, by client address and all together; also those that succeed count, as each
/// makes an account and costs the work of a password.
///
/// It is the generic cell rate algorithm (ITU-T I.371, A.1): for each address one time, at which
/// everything it did will be forgotten. In memory alone: a restart forgets.
package final class SignUpPace: Sendable {
    private struct State {
        var addresses: [String: Int64] = [:]
        var all: Int64 = 0
    }

    private struct Rate {
        var name: String
        var burst: Int
        var interval: Int64

        /// Milliseconds until one more is allowed.
        func wait(_ due: Int64, _ now: Int64) -> Int64 {
            max(0, max(due, now) + interval - Int64(burst) * interval - now)
        }

        func next(_ due: Int64, _ now: Int64) -> Int64 { max(due, now) + interval }

        func limit(_ due: Int64, _ now: Int64) -> RateLimit {
            let used = max(0, due - now)
            let left = (Int64(burst) * interval - used) / interval
            let more = used == 0 ? Int64(burst) * interval : (used - 1) % interval + 1
            return RateLimit(
                name, quota: burst, windowSeconds: SignUpPace.seconds(Int64(burst) * interval),
                remaining: Int(max(0, left)), moreAfterSeconds: SignUpPace.seconds(more))
        }
    }

    private let limits: SignUpLimits
    private let own: Rate
    private let all: Rate
    private let clock: any WallClock
    private let state = Mutex(State())

    /// Starts with no sign-ups.
    package init(_ limits: SignUpLimits = SignUpLimits(), clock: any WallClock) {
        precondition(limits.burst > 0 && limits.burstOfAddress > 0 && limits.maximumAddresses >= 4)
        precondition(limits.interval > 0 && limits.intervalOfAddress > 0)
        self.limits = limits
        self.clock = clock
        own = Rate(
            name: "sign-ups-address", burst: limits.burstOfAddress,
            interval: limits.intervalOfAddress)
        all = Rate(name: "sign-ups", burst: limits.burst, interval: limits.interval)
    }

    /// Counts a sign-up, or refuses it with 429 and the seconds to wait.
    package func admit(address: String) throws(Problem) {
        let now = self.now
        let wait = state.withLock { state in
            let due = state.addresses[address] ?? 0
            let wait = max(own.wait(due, now), all.wait(state.all, now))
            guard wait == 0 else { return wait }
            if state.addresses[address] == nil { shrink(&state.addresses, now) }
            state.addresses[address] = own.next(due, now)
            state.all = all.next(state.all, now)
            return 0
        }
        guard wait > 0 else { return }
        throw .tooManyAttempts(afterSeconds: Self.seconds(wait), remaining(address: address))
    }

    /// What an address, and all together, may still do.
    package func remaining(address: String) -> [RateLimit] {
        let now = self.now
        return state.withLock { state in
            [own.limit(state.addresses[address] ?? 0, now), all.limit(state.all, now)]
        }
    }

    /// How many addresses are remembered.
    package var remembered: Int { state.withLock { $0.addresses.count } }

    private var now: Int64 { Int64(clock.monotonicNanoseconds() / 1_000_000) }

    private static func seconds(_ milliseconds: Int64) -> Int { Int((milliseconds + 999) / 1000) }

    /// Makes room for one more.
    private func shrink(_ addresses: inout [String: Int64], _ now: Int64) {
        guard addresses.count >= limits.maximumAddresses else { return }
        addresses = addresses.filter { $0.value > now }
        guard addresses.count >= limits.maximumAddresses else { return }
        let first = addresses.sorted { $0.value < $1.value }
        for (address, _) in first.prefix(limits.maximumAddresses / 4) { addresses[address] = nil }
    }
}
