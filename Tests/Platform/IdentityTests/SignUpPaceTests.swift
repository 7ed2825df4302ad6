import Identity
import Primitives
import Service
import Testing

/// How sign-ups are slowed.
@Suite struct SignUpPaceTests {
    private static func limits() -> SignUpLimits {
        var limits = SignUpLimits()
        limits.burstOfAddress = 3
        limits.intervalOfAddress = 5000
        limits.burst = 6
        limits.interval = 1000
        limits.maximumAddresses = 8
        return limits
    }

    private static func wait(_ pace: SignUpPace, _ address: String) -> Int {
        do throws(Problem) {
            try pace.admit(address: address)
            return 0
        } catch {
            #expect(error.status == 429 && error.code == "too_many_attempts")
            return error.retryAfterSeconds ?? -1
        }
    }

    @Test func `an address has some at once, then one after each interval`() {
        let clock = ManualClock()
        let pace = SignUpPace(Self.limits(), clock: clock)
        #expect((0..<4).map { _ in Self.wait(pace, "a") } == [0, 0, 0, 5])
        #expect(pace.remaining(address: "a").map(\.remaining) == [0, 3])
        #expect(pace.remaining(address: "b").map(\.remaining) == [3, 3])
        clock.advance(seconds: 4)
        #expect(Self.wait(pace, "a") == 1)
        clock.advance(seconds: 1)
        #expect((0..<2).map { _ in Self.wait(pace, "a") } == [0, 5])
        clock.advance(seconds: 3600)
        #expect((0..<4).map { _ in Self.wait(pace, "a") } == [0, 0, 0, 5])
    }

    @Test func `all together are slowed too, and memory is bounded`() {
        let clock = ManualClock()
        let pace = SignUpPace(Self.limits(), clock: clock)
        #expect((0..<7).map { Self.wait(pace, "\($0)") } == [0, 0, 0, 0, 0, 0, 1])
        clock.advance(seconds: 1)
        #expect(Self.wait(pace, "new") == 0)
        for address in 0..<100 {
            clock.advance(seconds: 1)
            #expect(Self.wait(pace, "more \(address)") == 0)
            #expect(pace.remembered <= 8)
        }
    }

    @Test func `a sign-up that succeeds counts, and the refusal says when to come back`() throws {
        let place = try Workplace { $0.signUps = Self.limits() }
        func signUp(_ number: Int, _ address: String = "a") -> String? {
            refusal {
                _ = try place.identity.signUp(
                    NewBuyer(
                        email: "b\(number)@example.org", password: "a long password", name: "B",
                        country: "GB"), in: place.shop.id, address: address)
            }
        }
        for number in 0..<3 { #expect(signUp(number) == nil) }
        #expect(signUp(3) == "429 too_many_attempts")
        #expect(signUp(3, "b") == nil)
        let said = place.identity.limitsOfSignUp(address: "a")
        #expect(said.map(\.name) == ["sign-ups-address", "sign-ups", "address"])
        #expect(said.map(\.remaining) == [0, 2, 30])
    }
}
