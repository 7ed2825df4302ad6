internal import OrderCore
internal import Primitives

/// Compares what a core shows with what the model says.
struct ModelComparison {
    /// What differs, in words.
    let differences: [String]

    init(_ model: ReferenceModel, _ core: borrowing OrderCore) {
        var found: [String] = []
        func compare<Value: Equatable>(
            _ what: @autoclosure () -> String, _ core: Value, _ model: Value
        ) {
            if core != model {
                found.append("\(what()): \(core) in the core, \(model) in the model")
            }
        }
        compare("orders in memory", core.orderCount, model.orders.count)
        compare("orders ever", core.acceptedOrders, model.accepted)
        compare("time", core.now.rawValue, model.now)
        var views: [OrderView] = []
        core.forEachOrder { views.append($0) }
        for view in views {
            guard let order = model.orders[view.id] else {
                found.append("order \(view.id) is in the core alone")
                continue
            }
            compare("order \(view.id)", OrderFacts(view), OrderFacts(order))
        }
        for (key, id) in model.keys { compare("key \(key)", core.order(key: key)?.id, id) }
        for isRehearsal in [false, true] {
            for (name, item) in model.items {
                let stock = item[rehearsal: isRehearsal]
                let view = core.stock(sale: name.sale, sku: name.sku, isRehearsal: isRehearsal)
                compare("\(name): given", view?.given, stock.given)
                compare("\(name): held", view?.held, stock.held)
                compare("\(name): sold", view?.sold, stock.sold)
                compare("\(name): free", view?.free, stock.free)
                compare("\(name): price", view?.unitPrice.rawValue, item.price)
            }
            for (id, coupon) in model.coupons {
                let use = core.couponUse(id, isRehearsal: isRehearsal)
                compare(
                    "orders with coupon \(id)", use?.count, coupon[rehearsal: isRehearsal].count)
                compare(
                    "money of coupon \(id)", use?.money.rawValue,
                    coupon[rehearsal: isRehearsal].money)
            }
        }
        for order in model.orders.values {
            for line in order.lines {
                let request = order.request
                compare(
                    "units of \(line.item) by buyer \(request.buyer)",
                    Int64(
                        core.taken(
                            by: request.buyer, sale: line.item.sale, sku: line.item.sku,
                            isRehearsal: request.isRehearsal)),
                    model.taken(by: request.buyer, of: line.item, request.isRehearsal))
            }
        }
        differences = found
    }
}

/// What core and model both know of an order.
private struct OrderFacts: Equatable {
    var id: OrderID
    var merchant: MerchantID
    var buyer: BuyerID
    var key: IdempotencyKey
    var status: OrderStatus
    var money: [Int64]
    var deadline: Timestamp
    var isRehearsal: Bool
    var lines: [[Int64]]

    init(_ view: OrderView) {
        (id, merchant, buyer, key) = (view.id, view.merchant, view.buyer, view.key)
        (status, deadline, isRehearsal) = (view.status, view.paymentDeadline, view.isRehearsal)
        money = [view.total.rawValue, view.received.rawValue, view.refunded.rawValue]
        lines = view.lines.map { line in
            [
                Int64(line.sale.rawValue), Int64(line.sku.rawValue), Int64(line.quantity),
                Int64(line.returned), line.unitPrice.rawValue, line.discount.rawValue,
            ]
        }
    }

    init(_ order: ModelOrder) {
        let request = order.request
        (id, merchant, buyer, key) = (order.id, request.merchant, request.buyer, request.key)
        (status, deadline, isRehearsal) = (
            order.status, request.paymentDeadline, request.isRehearsal
        )
        // Of a cancelled order, both say what went back when it was cancelled.
        let back = order.backWhenCancelled
        money =
            order.status == .cancelled
            ? [order.total, back, back] : [order.total, order.received, order.refunded]
        lines = order.lines.map { line in
            [
                Int64(line.item.sale.rawValue), Int64(line.item.sku.rawValue), line.quantity,
                line.returned, line.unitPrice, line.discount,
            ]
        }
    }
}
