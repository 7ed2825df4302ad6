internal import Primitives

/// All buyers and the merchant's staff, drawn from one seed: what they click, and what they do
/// about the answers.
struct Shopper {
    /// A request for later.
    struct Planned {
        var afterMilliseconds: UInt64
        var request: Request
    }

    let shop = Shop()
    var random: SeededRandom
    private var numbers: UInt64 = 0
    private var known: Set<UInt64> = []

    init(random: SeededRandom) { self.random = random }

    /// The next click: once, or twice by a nervous finger.
    mutating func click() -> [Request] {
        if random.happens(0.004) { return [changeStock()] }
        let request = order()
        return random.happens(0.1) ? [request, request] : [request]
    }

    /// What follows from the final answer to a request.
    mutating func react(to request: Request, _ reply: Reply) -> [Planned] {
        guard let place = request.place, reply.isSuccess, let order = reply.order,
            let total = reply.amount,
            known.insert(order).inserted
        else { return [] }
        var planned: [Planned] = []
        if random.happens(0.03) { planned.append(later(0...1000, request)) }
        if random.happens(0.01) {
            var other = request
            other.place?.lines[0].quantity += 1
            planned.append(later(0...500, other))
        }
        return planned + course(of: order, total: total, place)
    }

    /// What becomes of an order: most are paid, some late, twice, wrongly, or never.
    private mutating func course(of order: UInt64, total: Int64, _ place: Request.Place)
        -> [Planned]
    {
        let inTime: ClosedRange<UInt64> = 0...300
        let isShort = place.payment_seconds <= 2
        if isShort && random.happens(0.8) {
            return random.happens(0.5) ? [later(2100...3200, pay(order, total))] : []
        }
        switch UInt64.random(in: 0..<100, using: &random) {
        case 0..<55: return [later(inTime, pay(order, total))]
        case 55..<63:
            let payment = pay(order, total)
            return [later(inTime, payment), later(inTime, payment)]
        case 63..<68: return [later(inTime, pay(order, total)), later(inTime, pay(order, total))]
        case 68..<73:
            let part = Int64.random(in: 1..<max(2, total), using: &random)
            return [
                later(0...100, pay(order, part)),
                later(200...400, pay(order, max(1, total - part))),
            ]
        case 73..<77: return [later(inTime, pay(order, total + 77))]
        case 77..<80:
            var wrong = pay(order, total)
            wrong.pay?.currency = 840
            return [later(0...100, wrong), later(200...400, pay(order, total))]
        case 80..<88: return [later(0...500, cancel(order, buyer: place.buyer))]
        case 88..<91:
            return [later(0...100, pay(order, total)), later(200...500, cancel(order, buyer: nil))]
        case 91..<94:
            return [
                later(0...100, pay(order, total)),
                later(200...500, refund(order, max(1, total / 3))),
            ]
        case 94..<97: return [later(0...100, pay(order, total)), later(200...500, restock(order))]
        case 97..<98: return [later(inTime, cancel(order, buyer: place.buyer &+ 1))]
        default: return []
        }
    }

    private mutating func order() -> Request {
        numbers += 1
        var lines: [Request.Line] = []
        for _ in 0..<(random.happens(0.8) ? 1 : Int.random(in: 2...4, using: &random)) {
            lines.append(line())
        }
        var request = Request()
        request.place = Request.Place(
            merchant: shop.merchant, buyer: UInt64.random(in: 1...shop.buyers, using: &random),
            key: "k\(numbers)", lines: lines,
            payment_seconds: random.happens(0.15) ? UInt32.random(in: 1...2, using: &random) : 900)
        return request
    }

    private mutating func line() -> Request.Line {
        let shelf =
            random.happens(0.3) ? shop.scarce : random.happens(0.005) ? shop.late : shop.plentiful
        let item = shelf[Int.random(in: 0..<shelf.count, using: &random)]
        var line = Request.Line(
            sale: item.sale, sku: item.sku, quantity: UInt32.random(in: 1...2, using: &random),
            unit_price: item.price)
        if random.happens(0.005) { line.unit_price += 1 }
        if random.happens(0.002) { line.sku = 999 }
        if random.happens(0.001) { line.quantity = 0 }
        return line
    }

    private mutating func changeStock() -> Request {
        let item = shop.scarce[Int.random(in: 0..<shop.scarce.count, using: &random)]
        let delta = random.happens(0.8) ? Int64.random(in: 1...40, using: &random) : -5
        return shop.stock(item, delta: delta, name("stock"))
    }

    private mutating func pay(_ order: UInt64, _ amount: Int64) -> Request {
        var request = Request()
        request.pay = Request.Pay(
            merchant: shop.merchant, order: order, reference: name("pay"), amount: amount,
            currency: shop.currency)
        return request
    }

    private func cancel(_ order: UInt64, buyer: UInt64?) -> Request {
        var request = Request()
        request.cancel = Request.Cancel(merchant: shop.merchant, order: order, buyer: buyer)
        return request
    }

    private mutating func refund(_ order: UInt64, _ amount: Int64) -> Request {
        var request = Request()
        request.refund = Request.Refund(
            merchant: shop.merchant, order: order, reference: name("refund"), amount: amount)
        return request
    }

    private mutating func restock(_ order: UInt64) -> Request {
        var request = Request()
        request.restock = Request.Restock(
            merchant: shop.merchant, order: order, reference: name("return"), line: 0, quantity: 1)
        return request
    }

    private mutating func name(_ kind: String) -> String {
        numbers += 1
        return "\(kind)\(numbers)"
    }

    private mutating func later(_ range: ClosedRange<UInt64>, _ request: Request) -> Planned {
        Planned(afterMilliseconds: UInt64.random(in: range, using: &random), request: request)
    }
}
