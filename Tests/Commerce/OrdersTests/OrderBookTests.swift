import Foundation
import Journal
import OrderCore
import Orders
import Primitives
import Testing

/// The book says what the core says, however it was folded.
@Suite struct OrderBookTests {
    private static let seeds: [UInt64] = [1, 2, 3, 4, 0xB00C]

    @Test(arguments: seeds)
    func randomTradeAgreesWithTheCore(seed: UInt64) throws {
        let trade = try OrderBookTrade(seed: seed)
        var book = try OrderBook(path: trade.path("book.db"))
        for round in 0..<24 {
            try trade.trade(batches: 10)
            if round % 5 == 4 {
                try book.close()
                book = try OrderBook(path: trade.path("book.db"))
            }
            let most = Int(trade.random.next() % 13) + 1
            let stepped = try book.step(
                from: trade.journal, maximumBatches: most,
                maximumBytes: round % 3 == 0 ? 1 : 1 << 20)
            #expect(stepped >= 1 && stepped <= most)
        }
        try book.catchUp(with: trade.journal)
        #expect(try book.step(from: trade.journal) == 0)
        try expectAgreement(book, trade)
        try expectConservation(book, trade)

        let rebuilt = trade.path("rebuilt.db")
        try OrderBook.rebuild(path: rebuilt, from: trade.journal)
        let fresh = try OrderBook(path: rebuilt)
        #expect(try book.differences(with: fresh, limit: 10) == [])
        try fresh.close()
        try book.close()
    }

    @Test func aCrashBetweenStepsLosesNothing() throws {
        let trade = try OrderBookTrade(seed: 11)
        try trade.trade(batches: 60)
        let whole = try OrderBook(path: trade.path("whole.db"))
        try whole.catchUp(with: trade.journal)
        let running = try OrderBook(path: trade.path("running.db"))
        var crashes = 0
        while try running.step(from: trade.journal, maximumBatches: 7) > 0 {
            // What a killed process would leave behind: the file and its log, as they are.
            let crashed = trade.path("crashed-\(crashes).db")
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(
                    atPath: running.path + suffix, toPath: crashed + suffix)
            }
            let recovered = try OrderBook(path: crashed)
            #expect(try recovered.position() == running.position())
            try recovered.catchUp(with: trade.journal)
            #expect(try recovered.differences(with: whole, limit: 5) == [])
            try recovered.close()
            crashes += 1
        }
        #expect(crashes == 9)
        #expect(try running.differences(with: whole, limit: 5) == [])
        try running.close()
        try whole.close()
    }

    @Test func aRebuildTakesThePlaceOfAnyFile() throws {
        let trade = try OrderBookTrade(seed: 12)
        try trade.trade(batches: 10)
        let path = trade.path("book.db")
        try OrderBook.rebuild(path: path, from: trade.journal)
        // Over a sound book that lags behind, then over one that is no database.
        try trade.trade(batches: 10)
        let reference = try OrderBook(path: trade.path("reference.db"))
        try reference.catchUp(with: trade.journal)
        for round in 0..<2 {
            if round == 1 {
                try Data(repeating: 7, count: 10_000).write(to: URL(filePath: path))
                try Data(repeating: 8, count: 10_000).write(to: URL(filePath: path + "-wal"))
            }
            try OrderBook.rebuild(path: path, from: trade.journal)
            let book = try OrderBook(path: path)
            #expect(try book.differences(with: reference, limit: 5) == [])
            try book.close()
        }
        #expect(!FileManager.default.fileExists(atPath: path + ".rebuild"))
        try reference.close()
    }

    @Test func aRehearsalLeavesTheRealTablesAlone() throws {
        let trade = try OrderBookTrade(seed: 13)
        trade.rehearsals = 0
        try trade.trade(batches: 20)
        let before = try OrderBook(path: trade.path("before.db"))
        try before.catchUp(with: trade.journal)
        // Nothing but new rehearsal orders, and what befalls them in the same batches.
        try trade.batch { core, frame in
            for number in 0..<200 {
                let order = PlaceOrder(
                    merchant: MerchantID(1), buyer: BuyerID(UInt64(number)),
                    key: IdempotencyKey(high: 99, low: UInt64(number)),
                    paymentDeadline: trade.now.adding(milliseconds: 60_000), isRehearsal: true)
                let line = LineRequest(
                    sale: SaleID(1), sku: trade.sku(3), quantity: 1, unitPrice: MinorUnits(999))
                let placed = core.decide(.place(order, lines: [line]), at: trade.now, into: &frame)
                #expect(placed.code == .accepted)
                let payment = PayOrder(
                    merchant: MerchantID(1), order: placed.order,
                    reference: Reference(high: 98, low: UInt64(number)), amount: MinorUnits(1_000),
                    currency: .yuan)
                #expect(core.decide(.pay(payment), at: trade.now, into: &frame).code == .paid)
            }
        }
        let after = try OrderBook(path: trade.path("after.db"))
        try after.catchUp(with: trade.journal)
        let differences = try after.differences(with: before, limit: 10_000)
        let touched = Set(differences.map { $0.prefix { $0 != " " } })
        #expect(
            touched == [
                "position", "rehearsal_orders", "rehearsal_order_lines", "rehearsal_payments",
                "rehearsal_refunds_due", "rehearsal_stock", "rehearsal_orders_by_buyer",
            ])
        #expect(try after.totals(isRehearsal: true).count(.paid) == 200)
        #expect(try after.stock(sale: SaleID(1), sku: trade.sku(3), isRehearsal: true)?.sold == 200)
        try before.close()
        try after.close()
    }

    @Test func differencesNameTheRow() throws {
        let trade = try OrderBookTrade(seed: 14)
        try trade.trade(batches: 20)
        let one = try OrderBook(path: trade.path("one.db"))
        let other = try OrderBook(path: trade.path("other.db"))
        try one.catchUp(with: trade.journal)
        while try one.position().position > other.position().position + 1 {
            _ = try other.step(from: trade.journal, maximumBatches: 1)
        }
        let found = try one.differences(with: other, limit: 3)
        #expect(found.count <= 3)
        #expect(
            found.first?.hasPrefix(
                "position (projection 1): position is 21 in the first book, 20 in the second")
                == true)
        try one.close()
        try other.close()
    }

    private func expectAgreement(_ book: OrderBook, _ trade: OrderBookTrade) throws {
        #expect(try book.position().position == trade.journal.tail.position)
        #expect(try book.position().digest == trade.core.digest)
        #expect(try book.position().cell == CellID(7))
        var views: [OrderView] = []
        trade.core.forEachOrder { views.append($0) }
        #expect(!views.isEmpty && views.count < trade.placed.count, "some orders were forgotten")
        for view in views {
            let order = try #require(try book.order(view.id, isRehearsal: view.isRehearsal))
            #expect(try book.order(view.id, isRehearsal: !view.isRehearsal) == nil)
            #expect(same(order, view), "\(order) is not \(view)")
            let lines = try book.lines(of: view.id, isRehearsal: view.isRehearsal)
            #expect(lines.map(lineView) == view.lines.map(lineView))
        }
        for number in 1...2 {
            for item in 1...OrderBookTrade.itemsPerSale {
                for isRehearsal in [false, true] {
                    let sale = SaleID(UInt32(number))
                    let ours = try book.stock(
                        sale: sale, sku: trade.sku(item), isRehearsal: isRehearsal)
                    let theirs = trade.core.stock(
                        sale: sale, sku: trade.sku(item), isRehearsal: isRehearsal)
                    #expect(ours?.given == theirs?.given && ours?.held == theirs?.held)
                    #expect(ours?.sold == theirs?.sold && ours?.free == theirs?.free)
                    #expect(ours?.unitPrice == theirs?.unitPrice)
                }
            }
            for coupon in [CouponID(UInt32(number)), CouponID(UInt32(number + 10))] {
                for isRehearsal in [false, true] {
                    let ours = try book.couponUse(coupon, isRehearsal: isRehearsal)
                    let theirs = trade.core.couponUse(coupon, isRehearsal: isRehearsal)
                    #expect(ours?.count == theirs?.count && ours?.money == theirs?.money)
                }
            }
        }
    }

    private func expectConservation(_ book: OrderBook, _ trade: OrderBookTrade) throws {
        #expect(try book.contradictions(limit: 10) == [])
        let totals = try book.totals()
        for (index, currency) in OrderBookTrade.currencies.enumerated() {
            #expect(totals.received(currency).rawValue == trade.paidIn[index])
            #expect(
                totals.received(currency) == totals.kept(currency) + totals.refundsDue(currency))
        }
        let real = trade.placed.count { !$0.isRehearsal }
        #expect(totals.orders.reduce(0) { $0 + $1.count } == Int64(real))
        // The trade is worth something only if everything happens in it.
        for status in OrderStatus.allCases { #expect(totals.count(status) > 0) }
        #expect(Set(totals.refunds.map(\.cause)) == Set(BookRefund.Cause.allCases))
        #expect(Set(totals.payments.map(\.outcome)) == Set(BookPayment.Outcome.allCases))
    }

    private func same(_ order: BookOrder, _ view: OrderView) -> Bool {
        order.id == view.id && order.merchant == view.merchant && order.buyer == view.buyer
            && order.key == view.key && order.status == view.status && order.total == view.total
            && order.received == view.received && order.refunded == view.refunded
            && order.paymentDeadline == view.paymentDeadline
    }

    private func lineView(_ line: BookLine) -> [UInt64] {
        [
            UInt64(line.sale.rawValue), line.sku.rawValue, UInt64(line.quantity),
            UInt64(line.returned),
            UInt64(line.unitPrice.rawValue), UInt64(line.discount.rawValue),
        ]
    }

    private func lineView(_ line: OrderLineView) -> [UInt64] {
        [
            UInt64(line.sale.rawValue), line.sku.rawValue, UInt64(line.quantity),
            UInt64(line.returned),
            UInt64(line.unitPrice.rawValue), UInt64(line.discount.rawValue),
        ]
    }
}
