import OrderCore
import Orders
import Primitives
import Testing

/// The questions that a book answers.
@Suite struct OrderBookQueryTests {
    @Test func everyOrderIsFoundByItsKeyForEver() throws {
        let trade = try OrderBookTrade(seed: 31)
        try trade.trade(batches: 150)
        let book = try OrderBook(path: trade.path("book.db"))
        try book.catchUp(with: trade.journal)
        for placed in trade.placed {
            let found = try book.order(
                merchant: placed.merchant, buyer: placed.buyer, key: placed.key,
                isRehearsal: placed.isRehearsal)
            #expect(found?.id == placed.id)
            let elsewhere = try book.order(
                merchant: MerchantID(3), buyer: placed.buyer, key: placed.key,
                isRehearsal: placed.isRehearsal)
            #expect(elsewhere == nil)
        }
        try book.close()
    }

    @Test func aBuyersOrdersComeNewestFirstPageByPage() throws {
        let trade = try OrderBookTrade(seed: 32)
        try trade.trade(batches: 100)
        let book = try OrderBook(path: trade.path("book.db"))
        try book.catchUp(with: trade.journal)
        let real = trade.placed.filter { !$0.isRehearsal }
        for buyer in Set(real.map(\.buyer)) {
            let merchant = MerchantID(1)
            let expected = real.filter { $0.buyer == buyer && $0.merchant == merchant }.map(\.id)
            var found: [OrderID] = []
            while true {
                let page = try book.orders(
                    merchant: merchant, buyer: buyer, before: found.last, limit: 3)
                found += page.map(\.id)
                if page.count < 3 { break }
            }
            #expect(found == expected.reversed())
        }
        try book.close()
    }

    @Test func refundsDueComeInPagesAndMatchTheirOrders() throws {
        let trade = try OrderBookTrade(seed: 33)
        try trade.trade(batches: 100)
        let book = try OrderBook(path: trade.path("book.db"))
        try book.catchUp(with: trade.journal)
        var all: [BookRefund] = []
        while true {
            let page = try book.refundsDue(after: all.last?.number ?? 0, limit: 7)
            all += page
            if page.isEmpty { break }
        }
        #expect(all.map(\.number) == Array(1...UInt64(all.count)))
        #expect(all.allSatisfy { $0.amount > .zero })
        for order in Set(all.map(\.order)) {
            #expect(try book.refunds(of: order) == all.filter { $0.order == order })
            let payments = try book.payments(of: order)
            #expect(payments.map(\.ordinal) == payments.map(\.ordinal).sorted())
            let received = payments.reduce(MinorUnits.zero) { $0 + $1.amount }
            let back = all.filter { $0.order == order }.reduce(MinorUnits.zero) { $0 + $1.amount }
            let row = try #require(try book.order(order))
            #expect(row.received - row.refunded == received - back)
            let restocks = try book.restocks(of: order)
            let returned = try book.lines(of: order).reduce(0) { $0 + $1.returned }
            #expect(restocks.reduce(0) { $0 + $1.quantity } == returned)
        }
        try book.close()
    }

    @Test func whatIsNotThereIsNil() throws {
        let trade = try OrderBookTrade(seed: 34)
        let book = try OrderBook(path: trade.path("book.db"))
        #expect(try book.position().position == 0)
        #expect(try book.position().cell == nil)
        #expect(try book.order(OrderID(1)) == nil)
        #expect(try book.order(OrderID(.max)) == nil)
        #expect(try book.lines(of: OrderID(.max)).isEmpty)
        #expect(try book.stock(sale: SaleID(1), sku: SKUID(1)) == nil)
        #expect(try book.couponUse(CouponID(1)) == nil)
        #expect(try book.refundsDue(limit: 10).isEmpty)
        let nobody = try book.order(
            merchant: MerchantID(1), buyer: BuyerID(.max), key: IdempotencyKey(high: 1, low: 1))
        #expect(nobody == nil)
        #expect(try book.contradictions(limit: 10).isEmpty)
        try book.close()
    }
}
