import OrderCore
import Orders
import Payments
import Primitives
import Synchronization
import Testing

/// A provider that pays refunds out and then is not heard: what a kill after the call looks like.
private final class CutOff: PaymentProvider {
    let name = "sandbox"
    let inner: SandboxClient
    let asked = Mutex(0)

    init(_ inner: SandboxClient) { self.inner = inner }

    func create(_ request: PaymentRequest) throws(ProviderError) -> ProviderPayment {
        try inner.create(request)
    }

    func payment(reference: String) throws(ProviderError) -> ProviderPayment? {
        try inner.payment(reference: reference)
    }

    func refund(_ request: RefundRequest) throws(ProviderError) -> ProviderRefund {
        _ = try inner.refund(request)
        asked.withLock { $0 += 1 }
        throw ProviderError(.unintelligible, "cut off")
    }

    func refund(reference: String) throws(ProviderError) -> ProviderRefund? { nil }

    func transactions(after mark: String?, limit: Int) throws(ProviderError)
        -> [ProviderTransaction]
    {
        []
    }

    func event(body: [UInt8], signature: String, at time: Timestamp) -> ProviderEvent? {
        inner.event(body: body, signature: signature, at: time)
    }
}

@Suite struct RefundTests {
    private func paidOrder(_ shop: Shop, quantity: UInt32) throws -> BookOrder {
        let order = try shop.order(quantity: quantity)
        try shop.pay(order)
        try shop.settle(rounds: 2)
        return order
    }

    private func refund(_ shop: Shop, _ order: BookOrder, _ amount: Int64, _ key: UInt64)
        -> DecisionCode
    {
        shop.client.ask(
            .refund(
                RefundOrder(
                    merchant: Shop.merchant, order: order.id,
                    reference: Reference(high: 5, low: key), amount: MinorUnits(amount)))
        ).decision.code
    }

    @Test func `a refund is paid out once, though the worker is killed after the call`() throws {
        let shop = try Shop()
        shop.sandbox.options.lostPercent = 100
        let order = try paidOrder(shop, quantity: 5)
        #expect(refund(shop, order, 120, 1) == .refunded)
        shop.catchUp()
        var cutOff: CutOff?
        try shop.reopen(wrap: { inner in
            let provider = CutOff(inner)
            cutOff = provider
            return provider
        })
        try shop.payments.work()
        #expect(cutOff?.asked.withLock { $0 } == 1)
        #expect(try shop.payments.payouts(of: order.id).map(\.state) == [.sent])
        try shop.reopen()
        try shop.settle()
        let payouts = try shop.payments.payouts(of: order.id)
        #expect(payouts.map(\.state) == [.done] && payouts.first?.reference == "sr-1-1-1")
        let books = try shop.payments.books()
        #expect(books.map(\.isBalanced) == [true])
        #expect(books.first?.providerReturned == MinorUnits(120))
    }

    @Test func `a cancelled order's money goes back whole`() throws {
        let shop = try Shop()
        let order = try paidOrder(shop, quantity: 3)
        #expect(refund(shop, order, 100, 1) == .refunded)
        let cancel = CancelOrder(merchant: Shop.merchant, order: order.id)
        #expect(shop.client.ask(.cancel(cancel)).decision.code == .cancelled)
        try shop.settle()
        let payouts = try shop.payments.payouts(of: order.id)
        #expect(payouts.map(\.amount) == [MinorUnits(100), MinorUnits(200)])
        #expect(payouts.allSatisfy { $0.state == .done })
        #expect(try shop.payments.books().map(\.isBalanced) == [true])
    }

    @Test func `refunds wait out an outage`() throws {
        let shop = try Shop()
        let order = try paidOrder(shop, quantity: 1)
        shop.sandbox.options.isOut = true
        #expect(refund(shop, order, 100, 1) == .refunded)
        shop.catchUp()
        #expect(throws: PaymentsError.self) { try shop.payments.work() }
        let payout = try shop.payments.payouts(of: order.id).first
        #expect(payout?.state == .sent && payout?.failure?.contains("503") == true)
        shop.sandbox.options.isOut = false
        try shop.settle()
        #expect(try shop.payments.payouts(of: order.id).map(\.state) == [.done])
        #expect(try shop.payments.books().map(\.isBalanced) == [true])
    }

    @Test func `money that came by another way is not paid out by this one`() throws {
        let shop = try Shop()
        let order = try shop.order()
        let pay = PayOrder(
            merchant: Shop.merchant, order: order.id, reference: Reference(high: 3, low: 3),
            amount: MinorUnits(100), currency: .poundSterling)
        #expect(shop.client.ask(.pay(pay)).decision.code == .paid)
        #expect(refund(shop, order, 60, 1) == .refunded)
        try shop.settle()
        #expect(try shop.payments.payouts(of: order.id).map(\.state) == [.due])
        #expect(try shop.differences() == [.notCovered])
    }

    @Test func `a refund is divided among the payments that it came by`() {
        typealias Part = RefundSplit.Part
        func check(
            _ amount: Int64, _ left: [Int64], preferred: Int64? = nil, _ wanted: [Part],
            _ place: SourceLocation = #_sourceLocation
        ) {
            let sources = left.enumerated().map {
                RefundSplit.Source(intent: Int64($0.offset + 1), left: MinorUnits($0.element))
            }
            let parts = RefundSplit.parts(
                of: MinorUnits(amount), from: sources, preferred: preferred)
            #expect(parts == wanted, sourceLocation: place)
        }
        func part(_ intent: Int64?, _ amount: Int64) -> Part {
            Part(intent: intent, amount: MinorUnits(amount))
        }
        check(50, [100], [part(1, 50)])
        check(100, [50, 50], [part(1, 50), part(2, 50)])
        check(80, [50, 90], [part(2, 80)])
        check(80, [50, 90], preferred: 1, [part(1, 50), part(2, 30)])
        check(80, [0, 30], [part(2, 30), part(nil, 50)])
        check(80, [], [part(nil, 80)])
    }
}
