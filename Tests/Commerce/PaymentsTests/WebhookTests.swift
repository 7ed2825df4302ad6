import OrderCore
import Orders
import Payments
import Primitives
import Service
import Testing

@Suite struct WebhookTests {
    /// Buys, pays, declines and refunds with the switches set, and expects equal books at the end.
    private func check(_ change: (inout SandboxOptions) -> Void, seed: UInt64 = 3) throws {
        let shop = try Shop(seed: seed)
        change(&shop.sandbox.options)
        var orders: [BookOrder] = []
        for index in 0..<8 {
            let order = try shop.order(quantity: UInt32(index + 1))
            try shop.pay(order, index == 5 ? "decline" : index == 6 ? "cancel" : "pay")
            orders.append(order)
            if index % 3 == 0 { try shop.sandbox.sendWebhooks() }
        }
        try shop.settle()
        for order in orders where try shop.status(order) == .paid {
            guard order.total == MinorUnits(200) || order.total == MinorUnits(300) else { continue }
            let refund = RefundOrder(
                merchant: Shop.merchant, order: order.id,
                reference: Reference(high: 5, low: order.id.rawValue), amount: MinorUnits(150))
            #expect(shop.client.ask(.refund(refund)).decision.code == .refunded)
        }
        try shop.settle()
        for (index, order) in orders.enumerated() {
            let isPaid = index != 5 && index != 6
            #expect(try shop.status(order) == (isPaid ? .paid : .awaitingPayment))
            #expect(try shop.book.payments(of: order.id).count == (isPaid ? 1 : 0))
            let states = try shop.payments.intents(of: order.id).map(\.state)
            #expect(states == [index == 5 ? .failed : index == 6 ? .cancelled : .succeeded])
        }
        let payouts = try shop.payments.payouts(merchant: Shop.merchant, limit: 100)
        #expect(payouts.map(\.state) == [.done, .done])
        #expect(try shop.payments.books().map(\.isBalanced) == [true])
        #expect(try shop.payments.differences(isOpen: true, limit: 10) == [])
    }

    @Test func `webhooks on time`() throws { try check { _ in } }

    @Test func `late webhooks`() throws { try check { $0.latePercent = 100 } }

    @Test func `doubled webhooks`() throws { try check { $0.doubledPercent = 100 } }

    @Test func `reordered webhooks`() throws { try check { $0.reorderedPercent = 100 } }

    @Test func `lost webhooks`() throws { try check { $0.lostPercent = 100 } }

    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func `everything at once, from a seed`(seed: UInt64) throws {
        print("seed \(seed): swift test --filter WebhookTests")
        try check(
            {
                $0.latePercent = 40
                $0.doubledPercent = 40
                $0.reorderedPercent = 60
                $0.lostPercent = 30
            }, seed: seed)
    }

    @Test func `lost webhooks are noted by the reconciliation`() throws {
        let shop = try Shop()
        shop.sandbox.options.lostPercent = 100
        let order = try shop.order()
        try shop.pay(order)
        #expect(try shop.sandbox.sendWebhooks() == 0)
        try shop.settle()
        #expect(try shop.status(order) == .paid)
        #expect(try shop.differences() == [.missedPayment])
        #expect(try shop.payments.differences(isOpen: true, limit: 10) == [])
    }

    @Test func `a webhook that meets a closed shop comes again`() throws {
        let shop = try Shop()
        let order = try shop.order()
        shop.isDown = true
        try shop.pay(order)
        #expect(try shop.sandbox.sendWebhooks() == 2)
        #expect(try shop.sandbox.sendWebhooks() == 0)
        #expect(try shop.status(order) == .awaitingPayment)
        shop.isDown = false
        shop.clock.pass(milliseconds: 2000)
        #expect(try shop.sandbox.sendWebhooks() == 2)
        #expect(try shop.status(order) == .paid)
    }

    @Test func `a declining provider leaves the order unpaid`() throws {
        let shop = try Shop()
        shop.sandbox.options.declinedPercent = 100
        let order = try shop.order()
        try shop.pay(order)
        try shop.settle()
        #expect(try shop.status(order) == .awaitingPayment)
        #expect(try shop.payments.intents(of: order.id).map(\.state) == [.failed])
        #expect(try shop.payments.intents(of: order.id).first?.failure == "the card was declined")
    }

    @Test func `books that were lost are found again`() throws {
        let shop = try Shop()
        let order = try shop.order(quantity: 2)
        try shop.pay(order)
        try shop.settle()
        let refund = RefundOrder(
            merchant: Shop.merchant, order: order.id, reference: Reference(high: 5, low: 1),
            amount: MinorUnits(150))
        #expect(shop.client.ask(.refund(refund)).decision.code == .refunded)
        try shop.settle()
        try shop.reopen(losing: true)
        try shop.settle(rounds: 24)
        #expect(try shop.payments.intents(of: order.id).map(\.answer) == [.paid])
        #expect(try shop.payments.payouts(of: order.id).map(\.state) == [.done])
        #expect(try shop.book.payments(of: order.id).count == 1)
    }

    @Test func `a signature holds for its body, its secret and its time`() {
        let signature = WebhookSignature(secret: "one")
        let body = Array("{}".utf8)
        let at = Timestamp(1_700_000_000_000)
        let header = signature.sign(body, at: at)
        #expect(signature.isValid(header, for: body, at: at))
        #expect(signature.isValid(header, for: body, at: at.adding(milliseconds: 299_000)))
        #expect(!signature.isValid(header, for: body, at: at.adding(milliseconds: 301_000)))
        #expect(!signature.isValid(header, for: body, at: at.adding(milliseconds: -301_000)))
        #expect(!signature.isValid(header, for: Array("{ }".utf8), at: at))
        #expect(!WebhookSignature(secret: "two").isValid(header, for: body, at: at))
        // While a secret is exchanged two codes may stand there.
        let both = WebhookSignature(secret: "two").sign(body, at: at)
        #expect(signature.isValid(both + "," + header.split(separator: ",")[1], for: body, at: at))
        for hostile in [
            "", "t=", "t=1", "v1=00", "t=-1,v1=00", "t=99999999999999999999,v1=0",
            "t=9223372036854775807,v1=" + String(repeating: "0", count: 64),
            "t=1700000000,v1=" + String(repeating: "zz", count: 32),
            "t=1700000000,v1=" + String(repeating: "é", count: 32),
            String(repeating: "v1=0,", count: 1000),
        ] {
            #expect(!signature.isValid(hostile, for: body, at: at))
        }
    }

    @Test func `a webhook that nobody signed is refused and leaves no trace`() throws {
        let shop = try Shop()
        let body = Array(#"{"id":"evt_1","type":"payment.succeeded"}"#.utf8)
        #expect(try shop.payments.receive(body: body, signature: "t=1,v1=00") == .refused)
        let signed = WebhookSignature(secret: Shop.webhookSecret).sign(body, at: shop.clock.now())
        #expect(try shop.payments.receive(body: body, signature: signed) == .refused)
        #expect(try shop.payments.deliveries() == [:])
    }
}
