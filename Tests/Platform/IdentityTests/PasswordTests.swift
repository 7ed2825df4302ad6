import Identity
import Primitives
import Store
import Testing

/// Passwords are hashed well, and not many at once.
@Suite struct PasswordTests {
    @Test func `a hash carries its parameters and a salt of its own`() throws {
        let parameters = try #require(
            ScryptParameters(costLog2: 5, blockSize: 8, parallelism: 1))
        let place = try Workplace { $0.scrypt = parameters }
        let store = try Store(StoreConfiguration(.sqlite(path: place.path)))
        var hashes: [String] = []
        try store.read { connection throws(StoreError) in
            try connection.query("SELECT password FROM staff") { row throws(StoreError) in
                hashes.append(try row.text(0))
            }
        }
        try store.close()
        #expect(hashes.count == 2 && Set(hashes).count == 2)
        #expect(hashes.allSatisfy { $0.hasPrefix("scrypt$5$8$1$") })
        let other = try Identity(
            StoreConfiguration(.sqlite(path: place.path)), clock: place.clock)
        _ = try other.signIn(
            email: "owner@shop.test", password: Workplace.password, address: "a")
        try other.close()
    }

    @Test func `the same letters count however they are composed`() throws {
        let place = try Workplace()
        _ = try place.identity.staff.make(
            NewStaff(
                merchant: place.shop.id, email: "e@shop.test", name: "E", role: .viewer,
                password: "caf\u{E9} au lait"), by: .staff(place.owner))
        _ = try place.identity.signIn(
            email: "e@shop.test", password: "cafe\u{301} au lait", address: "a")
    }

    @Test(arguments: [(0, 8, 1), (21, 8, 1), (20, 32, 1), (15, 0, 1), (15, 8, 5), (62, 32, 4)])
    func `parameters out of bounds are refused`(_ cost: Int, _ block: Int, _ parallelism: Int) {
        #expect(
            ScryptParameters(costLog2: cost, blockSize: block, parallelism: parallelism) == nil)
    }

    @Test func `many sign in at the same time`() async throws {
        let place = try Workplace {
            $0.scrypt = .standard
            $0.throttle.freeFailuresOfAccount = 8
        }
        let identity = place.identity
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<8 {
                group.addTask {
                    try identity.signIn(
                        email: "owner@shop.test", password: Workplace.password,
                        address: "\(number)"
                    ).principal.name
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(names == [String](repeating: "Olga", count: 8))
    }
}
