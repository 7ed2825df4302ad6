import Identity
import Primitives
import Service
import Testing

/// How guessing is slowed.
@Suite struct ThrottleTests {
    private static func limits() -> ThrottleLimits {
        var limits = ThrottleLimits()
        limits.freeFailuresOfAccount = 3
        limits.freeFailuresOfAddress = 6
        limits.maximumEntries = 8
        return limits
    }

    private static func wait(_ throttle: Throttle, _ account: String?, _ address: String = "a")
        -> Int
    {
        do throws(Problem) {
            try throttle.admit(account: account, address: address)
            return 0
        } catch {
            #expect(error.status == 429)
            return error.retryAfterSeconds ?? -1
        }
    }

    @Test func `each failure in a row doubles the wait`() {
        let clock = ManualClock()
        let throttle = Throttle(Self.limits(), clock: clock)
        var waits: [Int] = []
        for attempt in 0..<16 {
            let wait = Self.wait(throttle, "x", "\(attempt % 4)")
            waits.append(wait)
            guard wait > 0 else { continue }
            clock.advance(seconds: Int64(wait) - 1)
            #expect(Self.wait(throttle, "x", "\(attempt % 4)") == 1)
            clock.advance(seconds: 1)
            #expect(Self.wait(throttle, "x", "\(attempt % 4)") == 0)
        }
        #expect(waits == [0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300])
    }

    @Test func `an address is slowed across accounts, others are not`() {
        let throttle = Throttle(Self.limits(), clock: ManualClock())
        for account in 0..<6 { #expect(Self.wait(throttle, "\(account)") == 0) }
        #expect(Self.wait(throttle, "y") == 1)
        #expect(Self.wait(throttle, nil) == 1)
        #expect(Self.wait(throttle, "y", "b") == 0)
    }

    @Test func `success clears the account, and an hour's rest everything`() {
        let clock = ManualClock()
        let throttle = Throttle(Self.limits(), clock: clock)
        for _ in 0..<20 {
            #expect(Self.wait(throttle, "x") == 0)
            throttle.forgive(account: "x", address: "a")
        }
        #expect(throttle.remembered == 0)
        for _ in 0..<3 { _ = Self.wait(throttle, "x") }
        #expect(Self.wait(throttle, "x") == 1)
        clock.advance(seconds: 3601)
        for _ in 0..<3 { #expect(Self.wait(throttle, "x") == 0) }
        #expect(Self.wait(throttle, "x") == 1)
    }

    @Test func `what may still be tried is said`() {
        let clock = ManualClock()
        let throttle = Throttle(Self.limits(), clock: clock)
        func left(_ account: String?) -> [[Int]] {
            throttle.remaining(account: account, address: "a").map {
                [$0.remaining, $0.moreAfterSeconds]
            }
        }
        #expect(left("x") == [[3, 3600], [6, 3600]])
        #expect(left(nil) == [[6, 3600]])
        for attempt in 1...3 {
            #expect(Self.wait(throttle, "x") == 0)
            let own = attempt < 3 ? [3 - attempt, 3600] : [0, 1]
            #expect(left("x") == [own, [6 - attempt, 3600]])
        }
        #expect(Self.wait(throttle, "x") == 1)
        #expect(left("x") == [[0, 1], [3, 3600]])
        clock.advance(seconds: 1)
        #expect(left("x") == [[1, 3599], [3, 3599]])
        #expect(Self.wait(throttle, "x") == 0)
        #expect(left("x") == [[0, 2], [2, 3600]])
        throttle.forgive(account: "x", address: "a")
        #expect(left("x") == [[3, 3600], [3, 3600]])
        clock.advance(seconds: 3601)
        #expect(left("x") == [[3, 3600], [6, 3600]])
        let limit = throttle.remaining(account: "x", address: "a")[0]
        #expect(limit.name == "account" && limit.quota == 3 && limit.windowSeconds == 3600)
    }

    @Test func `what is remembered is bounded`() {
        let clock = ManualClock()
        let throttle = Throttle(Self.limits(), clock: clock)
        for number in 0..<1000 {
            clock.advance(seconds: 1)
            _ = Self.wait(throttle, "\(number)", "\(number)")
            #expect(throttle.remembered <= 16)
        }
    }

    @Test func `guessing a password is slowed, for known accounts and unknown ones`() throws {
        let place = try Workplace()
        for email in ["owner@shop.test", "nobody@shop.test"] {
            let guess = {
                refusal {
                    _ = try place.identity.signIn(
                        email: email, password: "wrong password", address: "guesser \(email)")
                }
            }
            for _ in 0..<5 { #expect(guess() == "401 wrong_credentials") }
            #expect(guess() == "429 too_many_attempts")
            place.clock.advance(seconds: 1)
            #expect(guess() == "401 wrong_credentials")
            #expect(guess() == "429 too_many_attempts")
        }
        place.clock.advance(seconds: 2)
        _ = try place.identity.signIn(
            email: "owner@shop.test", password: Workplace.password, address: "elsewhere")
    }
}
