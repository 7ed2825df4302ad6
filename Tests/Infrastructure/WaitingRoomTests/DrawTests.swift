import Primitives
import Testing
import WaitingRoom

/// The draw: committed to, checkable with a shell, and uniform.
@Suite struct DrawTests {
    private static let commitment =
        "6c86c6aac5fb24bcf5d9939cb7d7d5645ce39418f449e03b262dd4fa14b4b92b"
    private static let number: UInt64 = 0xe74371b54ef5e6bf

    @Test func `anyone can check it with sha256sum`() throws {
        // printf %s 000102…1f | sha256sum; printf %s 000102…1f:00…2a | sha256sum | cut -c 1-16
        let seed = try #require(DrawSeed((0..<32).map { UInt8($0) }))
        #expect(seed.text == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
        #expect(seed.commitment == Self.commitment)
        let holder = Holder(.buyer, Token128(high: 0, low: 42))
        #expect(seed.number(of: holder) == Self.number)
        #expect(DrawSeed(text: seed.text) == seed)
        #expect(DrawSeed(text: seed.text.uppercased()) == nil)
        #expect(DrawSeed([1, 2, 3]) == nil)
    }

    @Test func `a seed that was not committed to opens no room`() throws {
        let room = try Room(seed: 1)
        let other = try Room(seed: 2)
        #expect(CenterRoom(room.settings, seed: other.seed, epoch: 1) == nil)
        #expect(CenterRoom(room.settings, seed: room.seed, epoch: 1) != nil)
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5])
    func `places are uniform by chi-square, over buyers and over draws`(_ number: UInt64) throws {
        // One draw, 100,000 buyers with consecutive numbers, 100 sections: 99 degrees of freedom.
        let room = try Room(seed: number)
        var sections = [Int](repeating: 0, count: 100)
        for buyer in 0..<100_000 {
            let holder = try #require(Room.buyer(buyer).preferred)
            sections[Int(room.seed.number(of: holder) / (.max / 100 + 1))] += 1
        }
        // One buyer, many draws: nobody is favoured by the number they have.
        let holder = try #require(Room.buyer(1).preferred)
        var draws = [Int](repeating: 0, count: 100)
        for draw in 0..<20_000 {
            let seed = try Room(seed: number &* 1_000_003 &+ UInt64(draw)).seed
            draws[Int(seed.number(of: holder) / (.max / 100 + 1))] += 1
        }
        // The chance of more than 171 with 99 degrees of freedom is below one in 100,000.
        let (overBuyers, overDraws) = (Self.chiSquare(sections), Self.chiSquare(draws))
        print("draw seed \(number): chi-square \(overBuyers) over buyers, \(overDraws) over draws")
        #expect(overBuyers < 171)
        #expect(overDraws < 171)
    }

    @Test func `the order within a draw is a fair shuffle`() throws {
        // Four buyers, 24 orders, 24,000 draws: 23 degrees of freedom; beyond 62 is 1 in 50,000.
        let holders = try (1...4).map { try #require(Room.buyer($0).preferred) }
        var orders: [[Int]: Int] = [:]
        for draw in 0..<24_000 {
            let seed = try Room(seed: 77_000_000 + UInt64(draw)).seed
            let numbers = holders.map { seed.number(of: $0) }
            orders[(0..<4).sorted { numbers[$0] < numbers[$1] }, default: 0] += 1
        }
        #expect(orders.count == 24)
        let value = Self.chiSquare(Array(orders.values))
        print("orders of four: chi-square \(value)")
        #expect(value < 62)
    }

    @Test func `one holder has one lot, however often they join`() throws {
        let room = try Room()
        let holder = try #require(Room.buyer(1).preferred)
        func position(joined: Int64) -> Position? {
            let time = Room.start.adding(milliseconds: joined)
            return .of(
                Ticket(room: room.settings.id, holder: holder, joined: time, renewed: time),
                startsAt: Room.start, seed: room.seed)
        }
        #expect(position(joined: -90_000) == position(joined: -1))
        let late = try #require(position(joined: 0))
        #expect(late >= .arrivals)
        #expect(try #require(position(joined: 1)) > late)
        #expect(try #require(position(joined: -1)) < late)
    }

    @Test func `densities count and advance consistently`() {
        var random = SeededRandom(seed: 8)
        var density = LineDensity()
        for _ in 0..<50_000 { density.add(.drawn(random.next())) }
        for second in 0..<500 { density.add(.arrived(afterMilliseconds: Int64(second) * 1000)) }
        #expect(density.total == 50_500)
        for heads in [1.0, 17, 4000, 50_200] {
            let to = density.advance(from: .first, by: heads)
            #expect(abs(density.count(after: .first, before: to) - heads) < 0.5)
        }
        #expect(density.advance(from: .first, by: 60_000) == .last)
        #expect(density.count(after: .last, before: .first) == 0)
        #expect(LineDensity(counts: [1]) == nil)
        var full = LineDensity()
        full.add(.arrived(afterMilliseconds: .max))
        #expect(full.crowd(at: .last) == 1)
    }

    private static func chiSquare(_ counts: [Int]) -> Double {
        let expected = Double(counts.reduce(0, +)) / Double(counts.count)
        return counts.reduce(0) {
            $0 + (Double($1) - expected) * (Double($1) - expected) / expected
        }
    }
}
