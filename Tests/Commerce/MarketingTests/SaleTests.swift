import Boards
import Marketing
import OrderCore
import Orders
import Primitives
import Service
import Testing

@Suite struct SaleTests {
    @Test func `a draft is scheduled, opens and closes by the clock`() throws {
        let shop = try Shop()
        let marketing = shop.marketing
        let sale = try marketing.createSale(shop.draft(), of: Shop.merchant)
        #expect(sale.state(at: shop.clock.now()) == .draft)
        #expect(
            shop.code { try marketing.schedule(sale.id, of: Shop.merchant) } == "sale_empty")
        let item = SaleItem(sku: SKUID(7), unitPrice: MinorUnits(500), stock: 10)
        try marketing.addItem(item, to: sale.id, of: Shop.merchant)
        #expect(shop.order(sale.id, 7, 500, key: 1).code == .unknownSale)
        try marketing.schedule(sale.id, of: Shop.merchant)
        #expect(try marketing.isSettled)
        #expect(shop.order(sale.id, 7, 500, key: 2).code == .saleNotOpen)
        shop.clock.advance(milliseconds: 3_600_000)
        #expect(try marketing.sale(sale.id, of: Shop.merchant).state(at: shop.clock.now()) == .open)
        #expect(shop.order(sale.id, 7, 500, key: 3, quantity: 11).code == .soldOut)
        #expect(shop.order(sale.id, 7, 500, key: 4, quantity: 4).code == .accepted)
        let closed = try marketing.closeSale(sale.id, of: Shop.merchant)
        #expect(closed.state(at: shop.clock.now()) == .closed)
        #expect(shop.order(sale.id, 7, 500, key: 5).code == .saleClosed)
        #expect(
            shop.code { try marketing.deleteSale(sale.id, of: Shop.merchant) } == "sale_not_draft")
    }

    @Test func `stock is given and withdrawn, never below what is held`() throws {
        let shop = try Shop()
        let marketing = shop.marketing
        let sale = try marketing.createSale(shop.draft(), of: Shop.merchant)
        try marketing.addItem(
            SaleItem(sku: SKUID(7), unitPrice: MinorUnits(500), stock: 10), to: sale.id,
            of: Shop.merchant)
        try marketing.schedule(sale.id, of: Shop.merchant)
        shop.clock.advance(milliseconds: 3_600_000)
        #expect(shop.order(sale.id, 7, 500, key: 1, quantity: 6).code == .accepted)
        let withdraw = { (delta: Int64) in
            try marketing.changeStock(delta, of: SKUID(7), in: sale.id, merchant: Shop.merchant)
        }
        #expect(shop.code { try withdraw(-5) } == "stock_committed")
        #expect(try marketing.item(SKUID(7), of: sale.id, merchant: Shop.merchant).stock == 10)
        try withdraw(-4)
        #expect(shop.order(sale.id, 7, 500, key: 2).code == .soldOut)
        try withdraw(20)
        #expect(try marketing.item(SKUID(7), of: sale.id, merchant: Shop.merchant).stock == 26)
        #expect(shop.order(sale.id, 7, 500, key: 3, quantity: 20).code == .accepted)
    }

    @Test func `an edit says what it read, and what it may not change stays`() throws {
        let shop = try Shop()
        let marketing = shop.marketing
        let sale = try marketing.createSale(shop.draft(), of: Shop.merchant)
        try marketing.addItem(
            SaleItem(sku: SKUID(7), unitPrice: MinorUnits(500), stock: 10), to: sale.id,
            of: Shop.merchant)
        try marketing.schedule(sale.id, of: Shop.merchant)
        var draft = SaleDraft(try marketing.sale(sale.id, of: Shop.merchant))
        draft.endsAt = draft.endsAt.adding(milliseconds: 1000)
        let stale = { _ = try marketing.editSale(sale.id, of: Shop.merchant, version: 1, draft) }
        #expect(shop.code(stale) == "version_mismatch")
        let edited = try marketing.editSale(sale.id, of: Shop.merchant, version: 2, draft)
        #expect(edited.version == 3)
        draft.currency = .euro
        #expect(
            shop.code { try marketing.editSale(sale.id, of: Shop.merchant, version: 3, draft) }
                == "invalid_request")
        shop.clock.advance(milliseconds: 3_600_000)
        var item = try marketing.item(SKUID(7), of: sale.id, merchant: Shop.merchant)
        item.unitPrice = MinorUnits(450)
        try marketing.editItem(item, in: sale.id, of: Shop.merchant, version: 1)
        #expect(shop.order(sale.id, 7, 500, key: 1).code == .priceChanged)
        #expect(shop.order(sale.id, 7, 450, key: 2).code == .accepted)
        #expect(
            shop.code { _ = try marketing.sale(sale.id, of: Shop.other) } == "not_found")
    }

    @Test func `the calendar shows what takes place between two moments`() throws {
        let shop = try Shop()
        let now = shop.clock.now()
        let sale = try shop.marketing.createSale(shop.draft(), of: Shop.merchant)
        try shop.marketing.everydaySale(of: Shop.merchant, currency: .poundSterling)
        let day: Int64 = 86_400_000
        func names(_ from: Int64, _ until: Int64) throws -> [SaleID] {
            try shop.marketing.calendar(
                of: Shop.merchant, from: now.adding(milliseconds: from),
                until: now.adding(milliseconds: until)
            ).map(\.id)
        }
        #expect(try names(0, day) == [sale.id])
        #expect(try names(2 * day, 3 * day) == [])
        #expect(try names(-day, 0) == [])
        #expect(try shop.marketing.sales(of: Shop.merchant).count == 2)
        #expect(try shop.marketing.sales(of: Shop.merchant, state: .draft).map(\.id) == [sale.id])
        #expect(try shop.marketing.sales(of: Shop.other).isEmpty)
    }

    @Test func `four thousand SKUs are for sale within seconds, once`() throws {
        let shop = try Shop()
        let boards = Boards(shop.cell)
        let sale = try shop.marketing.everydaySale(of: Shop.merchant, currency: .poundSterling)
        let items = (1...4000).map {
            SaleItem(sku: SKUID(UInt64($0)), unitPrice: MinorUnits(Int64($0)), stock: 5)
        }
        let clock = SystemClock()
        let began = clock.monotonicNanoseconds()
        try shop.marketing.sell(items, of: Shop.merchant)
        let seconds = Double(clock.monotonicNanoseconds() - began) / 1e9
        print("4000 SKUs took \(seconds) s")
        #expect(seconds < 3)
        try shop.marketing.sell(items, of: Shop.merchant)
        #expect(boards.waitForTail(atMost: 20_000_000_000))
        #expect(boards.stock.total(of: sale.id).free == 20_000)
        #expect(shop.order(sale.id, 4000, 4000, key: 1, quantity: 5).code == .accepted)
        try shop.marketing.reprice([SKUID(3): MinorUnits(9), SKUID(9999): MinorUnits(9)],
            of: Shop.merchant)
        #expect(shop.order(sale.id, 3, 9, key: 2).code == .accepted)
        boards.close()
    }

    @Test func `what a crash left untold is told at the next start`() throws {
        let shop = try Shop()
        let sale = try shop.marketing.createSale(shop.draft(), of: Shop.merchant)
        try shop.marketing.addItem(
            SaleItem(sku: SKUID(7), unitPrice: MinorUnits(500), stock: 10), to: sale.id,
            of: Shop.merchant)
        // The core is gone when it is to be told.
        shop.cell.close()
        #expect(
            shop.code { try shop.marketing.schedule(sale.id, of: Shop.merchant) } == "unavailable")
        #expect(try !shop.marketing.isSettled)
        try shop.reopen()
        #expect(try shop.marketing.isSettled)
        shop.clock.advance(milliseconds: 3_600_000)
        #expect(shop.order(sale.id, 7, 500, key: 1, quantity: 11).code == .soldOut)
        #expect(shop.order(sale.id, 7, 500, key: 2, quantity: 10).code == .accepted)
    }
}
