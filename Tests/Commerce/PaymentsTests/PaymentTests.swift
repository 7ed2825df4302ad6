import OrderCore
import Orders
import Payments
import Primitives
import Testing

@Suite struct PaymentTests {
    @Test func `a buyer pays and the order is paid`() throws {
        let shop = try Shop()
        let order = try shop.order(quantity: 3)
        let intent = try shop.pay(order)
        #expect(intent.state == .pending && intent.amount == MinorUnits(300))
        #expect(try shop.payments.intent(intent.number)?.state == .pending)
        #expect(try shop.sandbox.sendWebhooks() == 2)
        let paid = try shop.payments.intent(intent.number)
        #expect(paid?.state == .succeeded && paid?.answer == .paid)
        #expect(try shop.status(order) == .paid)
        try shop.settle()
        #expect(try shop.payments.books().map(\.isBalanced) == [true])
        #expect(try shop.differences() == [])
    }

    @Test func `one order has one open intent, and a declined one makes room for another`() throws {
        let shop = try Shop()
        let order = try shop.order()
        let first = try shop.payments.create(order, returnURL: "http://127.0.0.1/back")
        let again = try shop.payments.create(order, returnURL: "http://127.0.0.1/other")
        #expect(first == again)
        try shop.pay(order, "decline")
        try shop.sandbox.sendWebhooks()
        #expect(try shop.payments.intent(first.number)?.state == .failed)
        let second = try shop.pay(order)
        #expect(second.number != first.number && second.reference != first.reference)
        try shop.settle()
        #expect(try shop.status(order) == .paid)
        #expect(throws: PaymentsError.self) {
            try shop.payments.create(shop.look(order.id), returnURL: "http://127.0.0.1/back")
        }
    }

    @Test func `an address that no browser should be sent to is refused`() throws {
        let shop = try Shop()
        let order = try shop.order()
        for url in ["javascript:alert(1)", "/relative", "http://a b", "http://a\r\nX: y", ""] {
            let error = #expect(throws: PaymentsError.self) {
                try shop.payments.create(order, returnURL: url)
            }
            #expect(error?.code == .invalid)
        }
    }

    @Test func `an outage stops a start of payment, which then goes on with the same one`() throws {
        let shop = try Shop()
        let order = try shop.order()
        shop.sandbox.options.isOut = true
        let error = #expect(throws: PaymentsError.self) {
            try shop.payments.create(order, returnURL: "http://127.0.0.1/back")
        }
        #expect(error?.providerError?.code == .unavailable)
        shop.sandbox.options.isOut = false
        let intent = try shop.pay(order)
        #expect(try shop.payments.intents(of: order.id).map(\.number) == [intent.number])
        try shop.settle()
        #expect(try shop.status(order) == .paid)
    }

    @Test func `a crash between the provider and the core settles by itself`() throws {
        let shop = try Shop()
        let order = try shop.order()
        // The core cannot be reached when the webhook comes.
        try shop.reopen(core: { _ in Answer(token: 0, outcome: .unavailable) })
        let intent = try shop.pay(order)
        try shop.sandbox.sendWebhooks()
        #expect(try shop.payments.intent(intent.number)?.settlement == .due)
        #expect(try shop.status(order) == .awaitingPayment)
        try shop.reopen()
        try shop.settle()
        #expect(try shop.payments.intent(intent.number)?.settlement == .settled)
        #expect(try shop.status(order) == .paid)
        #expect(try shop.payments.books().map(\.isBalanced) == [true])
    }

    @Test func `a crash after the core has answered counts the money once`() throws {
        let shop = try Shop()
        let order = try shop.order()
        let client = shop.client
        // The core takes the money, and its answer never arrives.
        try shop.reopen(core: { command in
            _ = client.ask(command)
            return Answer(token: 0, outcome: .unknown)
        })
        try shop.pay(order)
        try shop.sandbox.sendWebhooks()
        #expect(try shop.status(order) == .paid)
        try shop.reopen()
        try shop.settle()
        #expect(try shop.book.payments(of: order.id).count == 1)
        #expect(try shop.payments.intents(of: order.id).first?.answer == .paid)
        #expect(try shop.payments.books().map(\.isBalanced) == [true])
    }

    @Test func `money for an order that was paid by another way goes back`() throws {
        let shop = try Shop()
        let order = try shop.order()
        let intent = try shop.payments.create(order, returnURL: "http://127.0.0.1/back")
        let cash = PayOrder(
            merchant: Shop.merchant, order: order.id, reference: Reference(high: 3, low: 3),
            amount: MinorUnits(100), currency: .poundSterling)
        #expect(shop.client.ask(.pay(cash)).decision.code == .paid)
        _ = try shop.browse("POST", intent.redirectURL ?? "", "choice=pay")
        try shop.settle()
        #expect(try shop.payments.intent(intent.number)?.answer == .refundDue)
        let payouts = try shop.payments.payouts(of: order.id)
        #expect(payouts.map(\.cause) == [.twice] && payouts.map(\.state) == [.done])
        let books = try #require(try shop.payments.books().first)
        #expect(books.providerTaken == MinorUnits(100))
        #expect(books.providerReturned == MinorUnits(100))
        #expect(books.orderBookReceived == MinorUnits(200))
    }

    @Test func `an end that was not told is asked for, and then another payment can start`() throws
    {
        let shop = try Shop()
        let order = try shop.order()
        let first = try shop.payments.create(order, returnURL: "http://127.0.0.1/back")
        shop.sandbox.options.lostPercent = 100
        try shop.pay(order, "decline")
        shop.sandbox.options.lostPercent = 0
        // The shop has not heard of the end: the open intent is given again.
        #expect(try shop.pay(order).number == first.number)
        shop.clock.pass(milliseconds: 200_000)
        try shop.payments.work()
        #expect(try shop.payments.intent(first.number)?.state == .failed)
        #expect(try shop.differences() == [.missedEnd])
        try shop.pay(order)
        try shop.settle()
        #expect(try shop.status(order) == .paid)
    }

    @Test func `a late payment is taken if the goods are there, else sent back`() throws {
        let shop = try Shop(stock: 1)
        let order = try shop.order(payWithin: 5000)
        let intent = try shop.payments.create(order, returnURL: "http://127.0.0.1/back")
        shop.clock.pass(milliseconds: 10_000)
        #expect(eventually { (try? shop.status(order)) == .expired })
        let other = try shop.order()
        try shop.pay(other)
        _ = try shop.browse("POST", intent.redirectURL ?? "", "choice=pay")
        try shop.settle()
        #expect(try shop.status(other) == .paid)
        #expect(try shop.status(order) == .expired)
        #expect(try shop.payments.intent(intent.number)?.answer == .refundDue)
        let payouts = try shop.payments.payouts(of: order.id)
        #expect(payouts.map(\.state) == [.done] && payouts.map(\.amount) == [MinorUnits(100)])
        #expect(payouts.first?.cause == .late && payouts.first?.intent == intent.number)
        #expect(try shop.payments.books().map(\.isBalanced) == [true])
    }

    @Test func `money for an order that the core has forgotten is sent back`() throws {
        let shop = try Shop { $0.limits.idempotencyWindow = 1000 }
        let order = try shop.order(payWithin: 2000)
        let intent = try shop.payments.create(order, returnURL: "http://127.0.0.1/back")
        for _ in 0..<10 {
            shop.clock.pass(milliseconds: 3000)
            _ = eventually { (try? shop.status(order)) == .expired }
        }
        _ = eventually {
            let cancel = CancelOrder(merchant: Shop.merchant, order: order.id)
            return shop.client.ask(.cancel(cancel)).decision.code == .unknownOrder
        }
        _ = try shop.browse("POST", intent.redirectURL ?? "", "choice=pay")
        try shop.settle()
        #expect(try shop.payments.intent(intent.number)?.answer == .unknownOrder)
        let payouts = try shop.payments.payouts(of: order.id)
        #expect(payouts.map(\.state) == [.done] && payouts.map(\.refund) == [nil])
        #expect(try shop.payments.books().map(\.isBalanced) == [true])
    }
}
