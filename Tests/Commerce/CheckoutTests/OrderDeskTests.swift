import Boards
import Checkout
import Foundation
import Identity
import OrderCore
import Orders
import Primitives
import Service
import Testing

/// The desk over a real cell in a folder of its own.
@Suite struct OrderDeskTests {
    private static let merchant = MerchantID(7)
    private static let sale = SaleID(1)

    private func withDesk(_ body: (OrderDesk) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/desk-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let cell = try Cell(directory: folder)
        defer { cell.close() }
        let boards = Boards(cell)
        defer { boards.close() }
        let desk = OrderDesk(
            cell: cell, book: try #require(cell.orderBook), boards: boards,
            findCoupon: { _, _ in nil })
        let terms = SaleTerms(
            merchant: Self.merchant, sale: Self.sale, startsAt: Timestamp(0),
            currency: .poundSterling)
        #expect(desk.ask(.setSale(terms)).decision.code == .done)
        for sku in 1...3 as ClosedRange<UInt64> {
            let item = ItemTerms(
                merchant: Self.merchant, sale: Self.sale, sku: SKUID(sku),
                unitPrice: MinorUnits(250))
            #expect(desk.ask(.setItem(item)).decision.code == .done)
            let stock = ChangeStock(
                merchant: Self.merchant, sale: Self.sale, sku: SKUID(sku), delta: 5,
                reference: Reference(high: 1, low: sku))
            #expect(desk.ask(.changeStock(stock)).decision.code == .done)
        }
        #expect(boards.waitForTail(atMost: 5_000_000_000))
        try body(desk)
    }

    private func wish(_ quantity: UInt32, sku: UInt64 = 1, price: Int64? = nil) -> OrderRequest {
        OrderRequest(lines: [
            .init(sku: SKUID(sku), quantity: quantity, unitPrice: price.map { MinorUnits($0) })
        ])
    }

    @Test func `a rehearsal's order is in no figure of the big screen`() throws {
        try withDesk { desk in
            var wish = wish(1)
            wish.isRehearsal = true
            let stock = ChangeStock(
                merchant: Self.merchant, sale: Self.sale, sku: SKUID(1), delta: 5,
                reference: Reference(high: 2, low: 1), isRehearsal: true)
            #expect(desk.ask(.changeStock(stock)).decision.code == .done)
            let buyer = RehearsalBuyers.buyer(run: 1, number: 0)
            let shadow = try desk.place(wish, merchant: Self.merchant, buyer: buyer, key: "shadow")
            let id = try #require(shadow.order)
            let again = try desk.place(wish, merchant: Self.merchant, buyer: buyer, key: "shadow")
            #expect(again.order == id && again.answer.decision.isReplay)
            #expect(again.paymentDeadline == shadow.paymentDeadline)
            let now = SystemClock().now()
            #expect(desk.boards.sales.frame(for: nil, at: now).answers.isEmpty)
            wish.isRehearsal = false
            _ = try desk.place(wish, merchant: Self.merchant, buyer: BuyerID(9), key: "real")
            #expect(desk.boards.sales.frame(for: nil, at: now).answers.map(\.1) == [1])
            // It is found as a rehearsal's, and by nobody who asks for real ones.
            let number = Int64(id.rawValue)
            #expect(throws: Problem.self) {
                try desk.order(number, merchant: Self.merchant, buyer: buyer)
            }
            let found = try desk.order(
                number, merchant: Self.merchant, buyer: buyer, isRehearsal: true)
            #expect(found.buyer == buyer)
        }
    }

    @Test func `a rehearsal's buyers have no real stock, and customers no shadow stock`() throws {
        try withDesk { desk in
            func refusal(_ wish: OrderRequest, _ buyer: BuyerID) -> String? {
                do {
                    _ = try desk.place(wish, merchant: Self.merchant, buyer: buyer, key: "k")
                } catch { return error.code }
                return nil
            }
            var marked = wish(1)
            marked.isRehearsal = true
            #expect(refusal(marked, BuyerID(9)) == "rehearsal_refused")
            let buyer = RehearsalBuyers.buyer(run: .max, number: (1 << 20) - 1)
            #expect(buyer.rawValue < 1 << 53)
            #expect(refusal(wish(1), buyer) == "rehearsal_only")
            let page = try desk.orders(
                of: Self.merchant, filter: OrderBook.Filter(), before: nil, limit: 10)
            #expect(page.orders.isEmpty)
        }
    }

    @Test func `an order is placed at the current price and found at once`() throws {
        try withDesk { desk in
            let buyer = BuyerID(9)
            let receipt = try desk.place(wish(2), merchant: Self.merchant, buyer: buyer, key: "k")
            let id = try #require(receipt.order)
            #expect(receipt.answer.decision.amount == 500 && receipt.currency == .poundSterling)
            let order = try desk.order(Int64(id.rawValue), merchant: Self.merchant, buyer: buyer)
            #expect(order.total == MinorUnits(500))
            #expect(try desk.document(order)["lines"]?.array?.count == 1)
            let again = try desk.place(wish(2), merchant: Self.merchant, buyer: buyer, key: "k")
            #expect(again.order == id && again.answer.decision.isReplay)
            let other = try desk.place(wish(3), merchant: Self.merchant, buyer: buyer, key: "k")
            #expect(other.problem?.code == "key_reused" && other.problem?.status == 409)
        }
    }

    @Test func `a retry is the first order though the moment has another offer`() throws {
        try withDesk { desk in
            let buyer = BuyerID(9)
            func place(_ wish: OrderRequest) throws -> OrderReceipt {
                try desk.place(wish, merchant: Self.merchant, buyer: buyer, key: "k")
            }
            let first = try place(wish(2))
            let dearer = ItemTerms(
                merchant: Self.merchant, sale: Self.sale, sku: SKUID(1),
                unitPrice: MinorUnits(300))
            #expect(desk.ask(.setItem(dearer)).decision.code == .done)
            #expect(desk.boards.waitForTail(atMost: 5_000_000_000))
            let again = try place(wish(2))
            #expect(again.order == first.order && again.answer.decision.isReplay)
            #expect(again.answer.decision.amount == 500)
            #expect(again.paymentDeadline == first.paymentDeadline)
            // What the wish does say must be the same.
            #expect(try place(wish(3)).problem?.code == "key_reused")
            #expect(try place(wish(2, price: 300)).problem?.code == "key_reused")
            #expect(try place(wish(2, price: 250)).order == first.order)
        }
    }

    @Test func `nobody else finds it`() throws {
        try withDesk { desk in
            let receipt = try desk.place(
                wish(1), merchant: Self.merchant, buyer: BuyerID(9), key: "k")
            let id = Int64(try #require(receipt.order).rawValue)
            #expect(throws: Problem.self) {
                try desk.order(id, merchant: MerchantID(8), buyer: nil)
            }
            #expect(throws: Problem.self) {
                try desk.order(id, merchant: Self.merchant, buyer: BuyerID(10))
            }
            #expect(throws: Problem.self) {
                try desk.order(-1, merchant: Self.merchant, buyer: nil)
            }
        }
    }

    @Test func `keys of other buyers are other keys`() throws {
        try withDesk { desk in
            let first = try desk.place(
                wish(1), merchant: Self.merchant, buyer: BuyerID(1), key: "same")
            let second = try desk.place(
                wish(1), merchant: Self.merchant, buyer: BuyerID(2), key: "same")
            #expect(first.order != second.order && second.isAccepted)
        }
    }

    @Test func `refusals say what is left and what changed`() throws {
        try withDesk { desk in
            func place(_ wish: OrderRequest, _ key: String) throws -> OrderReceipt {
                try desk.place(wish, merchant: Self.merchant, buyer: BuyerID(3), key: key)
            }
            let tooMany = try place(wish(6), "a")
            #expect(tooMany.problem?.code == "sold_out")
            let oldPrice = try place(wish(1, price: 249), "b")
            #expect(oldPrice.problem?.code == "price_changed")
            let unknown = try place(wish(1, sku: 99), "c")
            #expect(unknown.problem?.status == 409)
            var request = wish(1)
            request.coupon = "NONE"
            #expect(throws: Problem.self) { try place(request, "d") }
        }
    }

    @Test func `a buyer cancels and the list says so`() throws {
        try withDesk { desk in
            let buyer = BuyerID(4)
            let receipt = try desk.place(wish(1), merchant: Self.merchant, buyer: buyer, key: "k")
            let id = try #require(receipt.order)
            let answer = desk.cancel(id, merchant: Self.merchant, buyer: buyer)
            #expect(answer.decision.code == .cancelled)
            let orders = try desk.orders(
                of: buyer, merchant: Self.merchant, before: nil, limit: 10)
            #expect(orders.map(\.status) == [.cancelled])
            var filter = OrderBook.Filter()
            filter.status = .cancelled
            let page = try desk.orders(of: Self.merchant, filter: filter, before: nil, limit: 10)
            #expect(page.orders.map(\.id) == [id])
        }
    }
}
