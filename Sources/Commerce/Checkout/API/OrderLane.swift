internal import NIOCore
internal import NIOHTTP1
internal import OrderCore
internal import Orders
internal import Primitives
internal import Service

/// The way of one event loop's orders to the core and back.
final class OrderLane: AnswerSink, @unchecked Sendable {
    // @unchecked: everything but `deliver` runs on the loop, and `deliver` moves there first.
    /// An order that is on its way.
    struct Pending {
        var exchange: Exchange
        var currency: Currency
        var deadline: Timestamp
        var merchant: MerchantID
        var start: UInt64
    }

    private let desk: OrderDesk
    private let loop: any EventLoop
    private var number: UInt32 = 0
    private var pending: [UInt64: Pending] = [:]
    private var nextToken: UInt64 = 0
    private var gathered = CommandBuffer(capacity: 1 << 16)
    private var tokens: [UInt64] = []

    init(_ desk: OrderDesk, _ loop: any EventLoop) {
        self.desk = desk
        self.loop = loop
        number = desk.cell.addClient(self)
    }

    /// Sends an order on, together with the others that this turn of the loop brings.
    func place(_ order: PlaceOrder, _ lines: [LineRequest], _ waiting: Pending) {
        loop.preconditionInEventLoop()
        nextToken += 1
        pending[nextToken] = waiting
        gathered.place(order, lines: lines.span, client: number, token: nextToken)
        tokens.append(nextToken)
        if tokens.count == 1 { loop.execute { self.submit() } }
    }

    private func submit() {
        let refusal = desk.cell.submit(gathered, client: number)
        if let refusal {
            for token in tokens {
                answer(
                    Answer(
                        token: token, outcome: refusal,
                        retryAfterMilliseconds: desk.cell.options.busyRetryMilliseconds))
            }
        }
        gathered.reset()
        tokens.removeAll(keepingCapacity: true)
    }

    func deliver(_ answers: ArraySlice<Answer>) {
        let answers = Array(answers)
        loop.execute { for answer in answers { self.answer(answer) } }
    }

    private func answer(_ answer: Answer) {
        guard let waiting = pending.removeValue(forKey: answer.token) else { return }
        desk.count(answer, waiting.merchant, since: waiting.start)
        let receipt = OrderReceipt(
            answer: answer, currency: waiting.currency, paymentDeadline: waiting.deadline)
        if let problem = receipt.problem { return waiting.exchange.reply(.problem(problem)) }
        var body = ByteBufferAllocator().buffer(capacity: 256)
        let decision = answer.decision
        body.writeString(
            #"{"id":\#(decision.order.rawValue),"status":"accepted","total":{"amount":"#)
        body.writeString("\(decision.amount)")
        body.writeString(#","currency":"\#(receipt.currency.code)"},"discount":{"amount":"#)
        body.writeString("\(decision.detail)")
        body.writeString(#","currency":"\#(receipt.currency.code)"},"payment_deadline":""#)
        body.writeString(receipt.paymentDeadline.rfc3339)
        body.writeString(decision.isReplay ? #"","is_replay":true}"# : #"","is_replay":false}"#)
        waiting.exchange.send(
            status: .created, headers: ["content-type": "application/json"], body: body)
    }
}
