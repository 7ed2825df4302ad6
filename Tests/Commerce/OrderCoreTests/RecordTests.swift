import Foundation
import OrderCore
import OrderRecords
import Primitives
import Testing

@Suite struct RecordTests {
    private func bytes(_ world: borrowing CoreWorld) -> [UInt8] {
        unsafe world.frame.withUnsafeBytes { unsafe [UInt8]($0) }
    }

    private func fold(_ bytes: [UInt8]) throws(RecordError) {
        var core = OrderCore(limits: Limits(orders: 1000))
        try unsafe core.fold(bytes.span.bytes)
    }

    /// A batch with a record of each common kind.
    private func sample() -> [UInt8] {
        var world = CoreWorld()
        let order = world.place([line(CoreWorld.shirt), line(CoreWorld.mug)]).order
        _ = world.pay(order, 2049, reference: 1)
        _ = world.place([line(CoreWorld.mug)], window: 1000)
        world.wait(5000)
        world.tick()
        world.core.sealBatch(&world.frame)
        return bytes(world)
    }

    @Test func kindsAgreeWithTheHeader() {
        let numbers: [(RecordKind, order_record_kind)] = [
            (.saleSet, ORDER_RECORD_SALE_SET), (.itemSet, ORDER_RECORD_ITEM_SET),
            (.stockChanged, ORDER_RECORD_STOCK_CHANGED), (.couponSet, ORDER_RECORD_COUPON_SET),
            (.placed, ORDER_RECORD_PLACED), (.payment, ORDER_RECORD_PAYMENT),
            (.expired, ORDER_RECORD_EXPIRED), (.cancelled, ORDER_RECORD_CANCELLED),
            (.refunded, ORDER_RECORD_REFUNDED), (.restocked, ORDER_RECORD_RESTOCKED),
            (.forgotten, ORDER_RECORD_FORGOTTEN), (.kept, ORDER_RECORD_KEPT),
        ]
        #expect(numbers.count == RecordKind.allCases.count)
        for (kind, number) in numbers { #expect(UInt32(kind.rawValue) == number.rawValue) }
    }

    /// The file was written by version 1 of the format and never changes: what it says must be
    /// read, and the same commands must write the same bytes, for as long as there is a version 1.
    @Test func theGoldenBatchIsWrittenAndRead() throws {
        let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/batch-v1.bin")
        let written = sample()
        if ProcessInfo.processInfo.environment["SPILLWAY_WRITE_GOLDEN"] != nil {
            try Data(written).write(to: golden)
        }
        let expected = try [UInt8](Data(contentsOf: golden))
        #expect(written == expected)
        #expect(throws: Never.self) { try fold(expected) }
    }

    @Test func anOrderOfOneLineTakes72Bytes() {
        var world = CoreWorld()
        let before = world.frame.count
        #expect(world.place([line(CoreWorld.mug)]).code == .accepted)
        #expect(world.frame.count - before == 72)
    }

    @Test func aFoldGivesTheSameState() throws {
        var world = CoreWorld()
        let order = world.place([line(CoreWorld.shirt, 2)]).order
        _ = world.pay(order, 3998, reference: 1)
        let (digests, hashes) = try world.folded()
        #expect(digests.0 == digests.1)
        #expect(hashes.0 == hashes.1)
    }

    @Test func hostileBytesThrowAndNeverTrap() {
        let good = sample()
        #expect(throws: Never.self) { try fold(good) }
        #expect(throws: RecordError.self) { try fold([]) }
        #expect(throws: RecordError.version(7)) {
            var bad = good
            bad[0] = 7
            try fold(bad)
        }
        let seed = testSeed()
        var random = SeededRandom(seed: seed)
        var refused = 0
        for _ in 0..<20_000 {
            var bad = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bad[Int.random(in: 0..<bad.count, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            if Bool.random(using: &random) {
                bad.removeLast(Int.random(in: 0..<bad.count, using: &random))
            }
            do { try fold(bad) } catch { refused += 1 }
        }
        #expect(refused > 10_000, "seed \(seed)")
    }

    @Test func aSnapshotGivesTheSameState() throws {
        var world = CoreWorld()
        for buyer in 1...5 { _ = world.place([line(CoreWorld.mug)], buyer: UInt64(buyer)) }
        var saved: [UInt8] = []
        unsafe world.core.save { saved += unsafe [UInt8]($0) }
        var other = OrderCore(limits: Limits(orders: 1000))
        var offset = 0
        struct Ended: Error {}
        try unsafe other.load { buffer in
            guard offset + buffer.count <= saved.count else { throw Ended() }
            unsafe buffer.copyBytes(from: saved[offset..<(offset + buffer.count)])
            offset += buffer.count
        }
        #expect(offset == saved.count)
        #expect(other.digest == world.core.digest)
        #expect(other.stateHash() == world.core.stateHash())
        // It goes on as the first would.
        var frame = ByteFrame(capacity: 4096, headroom: 0)
        other.beginBatch(&frame, at: world.now)
        world.core.sealBatch(&world.frame)
        world.frame.reset()
        world.core.beginBatch(&world.frame, at: world.now)
        let order = PlaceOrder(
            merchant: CoreWorld.merchant, buyer: BuyerID(1), key: IdempotencyKey(high: 8, low: 8),
            paymentDeadline: world.now.adding(milliseconds: 1000))
        let command = Command.place(order, lines: [line(CoreWorld.shirt)])
        let here = world.decide(command)
        let there = other.decide(command, at: world.now, into: &frame)
        #expect(here == there && here.code == .accepted)
    }
}
