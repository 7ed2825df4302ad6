internal import Boards
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
        var wish: OrderRequest
        var order: PlaceOrder
        var currency: Currency
        var start: UInt64
    }

    private let desk: OrderDesk
    let loop: any EventLoop
    private var number: UInt32 = 0
    /// Tokens are places in here; free ones are nil and listed in `free`.
    private var pending: [Pending?] = []
    private var free: [Int] = []
    private var gathered = CommandBuffer(capacity: 1 << 16)
    private var tokens: [UInt64] = []
    private var body: [UInt8] = []
    private var moment = (second: Int64.min, text: [UInt8]())

    private static let created = AnswerForm(.created, contentType: "application/json")

    init(_ desk: OrderDesk, _ loop: any EventLoop) {
        self.desk = desk
        self.loop = loop
        number = desk.cell.addClient(self)
    }

    /// Sends an order on, together with the others that this turn of the loop brings.
    func place(_ order: PlaceOrder, _ lines: [LineRequest], _ waiting: Pending) {
        loop.preconditionInEventLoop()
        let place = free.popLast() ?? pending.count
        if place == pending.count { pending.append(waiting) } else { pending[place] = waiting }
        let token = UInt64(place)
        if let decision = desk.dropping() {
            return answer(Answer(token: token, decision: decision))
        }
        gathered.place(order, lines: lines.span, client: number, token: token)
        tokens.append(token)
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
        let place = Int(answer.token)
        guard place < pending.count, let waiting = pending[place].take() else { return }
        free.append(place)
        if !waiting.order.isRehearsal {
            desk.count(answer, waiting.order.merchant, since: waiting.start, entry: .view)
        }
        if OrderDesk.isAgain(answer) { return answerAgain(answer, waiting) }
        let receipt = OrderReceipt(
            answer: answer, currency: waiting.currency,
            paymentDeadline: waiting.order.paymentDeadline)
        if let problem = receipt.problem { return waiting.exchange.reply(.problem(problem)) }
        Self.write(
            answer.decision, code: receipt.currency.code, deadline: text(receipt.paymentDeadline),
            to: &body)
        waiting.exchange.send(Self.created, body)
    }

    /// Answers for a key that was used before, with what the book has of its order.
    private func answerAgain(_ answer: Answer, _ waiting: Pending) {
        waiting.exchange.replyOnWorker { [desk] in
            let receipt = desk.receipt(
                answer, waiting.wish, waiting.order, currency: waiting.currency)
            if let problem = receipt.problem { return .problem(problem) }
            return .json(receipt.json, status: 201)
        }
    }

    /// The document of an accepted order, as `OrderReceipt.json` has it.
    private static func write(
        _ decision: Decision, code: String, deadline: [UInt8], to body: inout [UInt8]
    ) {
        body.removeAll(keepingCapacity: true)
        body.append(text: #"{"id":"#)
        body.append(decimal: Int64(decision.order.rawValue))
        body.append(text: #","status":"accepted","total":{"amount":"#)
        body.append(decimal: decision.amount)
        body.append(text: #","currency":""#)
        body += code.utf8
        body.append(text: #""},"discount":{"amount":"#)
        body.append(decimal: decision.detail)
        body.append(text: #","currency":""#)
        body += code.utf8
        body.append(text: #""},"payment_deadline":""#)
        body += deadline
        body.append(text: #"","is_replay":"#)
        body.append(text: decision.isReplay ? "true}" : "false}")
    }

    /// A moment as text. Orders of one second share all but the milliseconds of their deadlines.
    private func text(_ time: Timestamp) -> [UInt8] {
        let (number, milliseconds) = time.rawValue.quotientAndRemainder(dividingBy: 1000)
        if moment.second != number {
            moment = (number, Array(time.rfc3339.utf8))
        }
        let count = moment.text.count
        moment.text[count - 4] = UInt8(ascii: "0") + UInt8(milliseconds / 100)
        moment.text[count - 3] = UInt8(ascii: "0") + UInt8(milliseconds / 10 % 10)
        moment.text[count - 2] = UInt8(ascii: "0") + UInt8(milliseconds % 10)
        return moment.text
    }
}
