import Checkout
import Primitives
import Store
import Testing

/// Carts in their table.
@Suite struct CartsTests {
    private struct FixedClock: WallClock {
        func now() -> Timestamp { Timestamp(1_700_000_000_000) }
        func monotonicNanoseconds() -> UInt64 { 0 }
    }

    private let carts: Carts
    private let owner = CartOwner(buyer: BuyerID(9), merchant: MerchantID(7))
    private let guest = CartOwner(visitor: "somebody", merchant: MerchantID(7))

    init() throws { carts = try Carts(StoreConfiguration(.memory), clock: FixedClock()) }

    private func line(_ sku: UInt64, _ quantity: UInt32, sale: UInt32? = nil) -> CartLine {
        CartLine(sku: SKUID(sku), sale: sale.map { SaleID($0) }, quantity: quantity)
    }

    @Test func `lines are added up, set and taken out, each time as a new version`() throws {
        #expect(try carts.cart(owner) == Cart())
        #expect(try carts.add(line(1, 2, sale: 5), to: owner) == .done)
        var versions = [try carts.cart(owner).version]
        #expect(try carts.add(line(1, 3), to: owner) == .done)
        #expect(try carts.add(line(2, 9999), to: owner) == .done)
        #expect(try carts.add(line(2, 9999), to: owner) == .done)
        let cart = try carts.cart(owner)
        #expect(cart.lines == [line(1, 5, sale: 5), line(2, 9999)])
        #expect(cart.units == 10_004)
        versions.append(cart.version)
        #expect(try carts.put(line(2, 1, sale: 6), in: owner, ifVersion: cart.version) == .done)
        #expect(try carts.put(line(3, 4), in: owner, ifVersion: nil) == .done)
        #expect(try carts.set(SKUID(1), 0, in: owner) == .done)
        #expect(try carts.set(SKUID(1), 1, in: owner) == .missing)
        #expect(try carts.cart(owner).lines == [line(2, 1, sale: 6), line(3, 4)])
        versions.append(try carts.cart(owner).version)
        #expect(try carts.clear(owner, ifVersion: nil) == .done)
        #expect(try carts.cart(owner).lines.isEmpty)
        versions.append(try carts.cart(owner).version)
        #expect(versions == versions.sorted() && Set(versions).count == versions.count)
    }

    @Test func `what was read before a change changes nothing`() throws {
        _ = try carts.add(line(1, 2), to: owner)
        let read = try carts.cart(owner)
        _ = try carts.add(line(2, 2), to: owner)
        let now = try carts.cart(owner)
        #expect(try carts.put(line(1, 9), in: owner, ifVersion: read.version) == .outdated)
        #expect(
            try carts.set(SKUID(1), 0, in: owner, ifVersion: read.version) == .outdated)
        #expect(try carts.clear(owner, ifVersion: read.version) == .outdated)
        #expect(try carts.cart(owner) == now)
        #expect(try carts.clear(owner, ifVersion: now.version) == .done)
    }

    @Test func `a full cart takes no further line, but more of those it has`() throws {
        for sku in 1...UInt64(Carts.maximumLines) {
            #expect(try carts.add(line(sku, 1), to: owner) == .done)
        }
        let full = try carts.cart(owner)
        #expect(try carts.add(line(1000, 1), to: owner) == .full)
        #expect(try carts.put(line(1000, 1), in: owner, ifVersion: nil) == .full)
        #expect(try carts.cart(owner) == full)
        #expect(try carts.add(line(1, 1), to: owner) == .done)
    }

    @Test func `a guest's lines go to the buyer who signs in, and to nobody else`() throws {
        _ = try carts.add(line(1, 2), to: guest)
        _ = try carts.add(line(2, 1), to: guest)
        _ = try carts.add(line(2, 5), to: owner)
        try carts.merge(guest, into: owner)
        #expect(try carts.cart(guest).lines.isEmpty)
        #expect(Set(try carts.cart(owner).lines) == [line(1, 2), line(2, 6)])
        let other = CartOwner(buyer: BuyerID(9), merchant: MerchantID(8))
        #expect(try carts.cart(other) == Cart())
        try carts.remove([SKUID(1), SKUID(2), SKUID(3)], from: owner)
        #expect(try carts.cart(owner).lines.isEmpty)
    }
}
