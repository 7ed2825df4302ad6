internal import OrderCore
internal import Orders
internal import Primitives

/// Compares what an order book says with what the model says.
struct BookComparison {
    private let model: ReferenceModel
    private let book: OrderBook

    init(_ model: ReferenceModel, _ book: OrderBook) { (self.model, self.book) = (model, book) }

    /// What differs, in words.
    func differences() throws -> [String] {
        var found: [String] = []
        func compare<Value: Equatable>(
            _ what: @autoclosure () -> String, _ book: Value, _ model: Value
        ) {
            if book != model {
                found.append("\(what()): \(book) in the book, \(model) in the model")
            }
        }
        for order in Array(model.orders.values) + model.forgotten {
            guard let row = try book.order(order.id, isRehearsal: order.request.isRehearsal) else {
                found.append("order \(order.id) is not in the book")
                continue
            }
            compare("order \(order.id): status", row.status, order.status)
            compare("order \(order.id): total", row.total.rawValue, order.total)
            compare("order \(order.id): key", row.key, order.key)
            compare("order \(order.id): buyer", row.buyer, order.request.buyer)
            compare("order \(order.id): coupon", row.coupon, order.request.coupon)
            compare("order \(order.id): discount", row.discount.rawValue, order.discount)
            compare(
                "order \(order.id): money kept", row.received.rawValue - row.refunded.rawValue,
                order.moneyIn - order.moneyBack)
            let refunds = try book.refunds(of: order.id, isRehearsal: order.request.isRehearsal)
            compare(
                "order \(order.id): money back", refunds.reduce(0) { $0 + $1.amount.rawValue },
                order.moneyBack)
        }
        for isRehearsal in [false, true] {
            let totals = try book.totals(isRehearsal: isRehearsal)
            let orders = (Array(model.orders.values) + model.forgotten)
                .count { $0.request.isRehearsal == isRehearsal }
            compare("orders", Int(totals.orders.reduce(0) { $0 + $1.count }), orders)
            for (name, item) in model.items {
                let row = try book.stock(sale: name.sale, sku: name.sku, isRehearsal: isRehearsal)
                let stock = item[rehearsal: isRehearsal]
                compare("\(name): given", row?.given, stock.given)
                compare("\(name): held", row?.held, stock.held)
                compare("\(name): sold", row?.sold, stock.sold)
                compare("\(name): price", row?.unitPrice.rawValue, item.price)
            }
            for (id, coupon) in model.coupons {
                let use = try book.couponUse(id, isRehearsal: isRehearsal)
                compare(
                    "coupon \(id): orders", use?.count ?? 0, coupon[rehearsal: isRehearsal].count)
                compare(
                    "coupon \(id): money", use?.money.rawValue ?? 0,
                    coupon[rehearsal: isRehearsal].money)
            }
        }
        return found
    }
}
