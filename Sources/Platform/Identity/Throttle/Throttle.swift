package import Primitives
package import Service
internal import Synchronization

/// Slows guessing: by account and by client address, each failure in a row doubling the wait.
///
/// In memory alone: a restart forgets. An attempt counts as a failure from its start, so that many
/// at once are no way around it; `forgive` takes it back.
package final class Throttle: Sendable {
    private struct Entry {
        var failures = 0
        /// Of the last attempt, in milliseconds of the monotonic clock.
        var last: Int64 = 0
    }

    private struct Entries {
        var accounts: [String: Entry] = [:]
        var addresses: [String: Entry] = [:]
    }

    private let limits: ThrottleLimits
    private let clock: any WallClock
    private let entries = Mutex(Entries())

    /// Starts with no failures.
    package init(_ limits: ThrottleLimits = ThrottleLimits(), clock: any WallClock) {
        precondition(limits.maximumEntries >= 4)
        self.limits = limits
        self.clock = clock
    }

    /// Lets an attempt begin, or refuses it with 429 and the seconds to wait.
    package func admit(account: String?, address: String) throws(Problem) {
        let now = self.now
        let wait = entries.withLock { entries in
            let wait = max(
                account.map { delay(entries.accounts[$0], limits.freeFailuresOfAccount, now) } ?? 0,
                delay(entries.addresses[address], limits.freeFailuresOfAddress, now))
            if wait == 0 {
                if let account { count(account, in: &entries.accounts, now) }
                count(address, in: &entries.addresses, now)
            }
            return wait
        }
        guard wait > 0 else { return }
        throw .tooManyAttempts(
            afterSeconds: Self.seconds(wait), remaining(account: account, address: address))
    }

    /// What an account and an address may still try, the account first.
    package func remaining(account: String?, address: String) -> [RateLimit] {
        let now = self.now
        return entries.withLock { entries in
            let own = account.map {
                limit("account", entries.accounts[$0], limits.freeFailuresOfAccount, now)
            }
            return (own.map { [$0] } ?? []) + [
                limit("address", entries.addresses[address], limits.freeFailuresOfAddress, now)
            ]
        }
    }

    /// Takes an attempt back that succeeded: the account is clear again.
    package func forgive(account: String?, address: String) {
        entries.withLock { entries in
            if let account { entries.accounts[account] = nil }
            entries.addresses[address]?.failures -= 1
            if entries.addresses[address]?.failures == 0 { entries.addresses[address] = nil }
        }
    }

    /// How many accounts and addresses are remembered.
    package var remembered: Int {
        entries.withLock { $0.accounts.count + $0.addresses.count }
    }

    private var now: Int64 { Int64(clock.monotonicNanoseconds() / 1_000_000) }

    private func delay(_ entry: Entry?, _ free: Int, _ now: Int64) -> Int64 {
        guard let entry, entry.failures >= free, !isForgotten(entry, now) else { return 0 }
        // 2^30 seconds is beyond any longest delay, and the shift cannot overflow.
        let doubled = limits.firstDelay << Int64(min(30, entry.failures - free))
        return max(0, entry.last + min(limits.longestDelay, doubled) - now)
    }

    private func limit(_ name: String, _ entry: Entry?, _ free: Int, _ now: Int64) -> RateLimit {
        let window = Self.seconds(limits.forgetAfter)
        let wait = delay(entry, free, now)
        guard wait == 0 else {
            return RateLimit(
                name, quota: free, windowSeconds: window, remaining: 0,
                moreAfterSeconds: Self.seconds(wait))
        }
        guard let entry, !isForgotten(entry, now) else {
            return RateLimit(
                name, quota: free, windowSeconds: window, remaining: free,
                moreAfterSeconds: window)
        }
        // After a wait there is one attempt, before the next wait.
        return RateLimit(
            name, quota: free, windowSeconds: window, remaining: max(1, free - entry.failures),
            moreAfterSeconds: Self.seconds(entry.last + limits.forgetAfter - now))
    }

    private static func seconds(_ milliseconds: Int64) -> Int { Int((milliseconds + 999) / 1000) }

    private func isForgotten(_ entry: Entry, _ now: Int64) -> Bool {
        now - entry.last > limits.forgetAfter
    }

    private func count(_ key: String, in entries: inout [String: Entry], _ now: Int64) {
        var entry = entries[key] ?? Entry()
        if isForgotten(entry, now) { entry = Entry() }
        if entries[key] == nil, entries.count >= limits.maximumEntries { shrink(&entries, now) }
        entry.failures += 1
        entry.last = now
        entries[key] = entry
    }

    private func shrink(_ entries: inout [String: Entry], _ now: Int64) {
        entries = entries.filter { !isForgotten($0.value, now) }
        guard entries.count >= limits.maximumEntries else { return }
        let quiet = entries.sorted { $0.value.last < $1.value.last }
        for (key, _) in quiet.prefix(limits.maximumEntries / 4) { entries[key] = nil }
    }
}
