internal import Checkout
internal import OrderCore
internal import Orders
internal import Payments
internal import Primitives
internal import Service

// Where the provider sends a buyer back to: waits, page by page, until the money is in.
extension Storefront {
    /// Reloads until the buyer is told to look later.
    private static let patience = 90

    func returned(_ visit: Visit) throws -> Reply {
        let order = try order(in: visit, of: try visit.signedIn())
        if order.status == .paid { return visit.go("/orders/\(order.id.rawValue)?note=paid") }
        let intents = try services.payments.intents(of: order.id)
        let t = visit.t
        guard order.status == .awaitingPayment, let last = intents.last else {
            return visit.go("/orders/\(order.id.rawValue)")
        }
        if last.state == .failed || last.state == .cancelled {
            let words =
                last.state == .failed
                ? t("The payment was declined.", "付款被拒绝。")
                : t("The payment was given up.", "付款已取消。")
            let main: HTML = """
                <div class="empty">\(Icon.alert)<h1>\(words)</h1>\
                <p>\(t("Nothing was taken. Your goods are still held for you.", "未扣款，商品仍为您保留。"))\
                </p>\
                <form method="post" action="\(visit.base)/orders/\(order.id.rawValue)/pay" \
                data-once>\
                \(visit.csrfField)<button class="primary" type="submit">\(t("Try again", "重新付款"))\
                </button></form>\
                <p><a href="\(visit.base)/orders/\(order.id.rawValue)">\
                \(t("To the order", "查看订单"))</a></p></div>
                """
            return try show(visit, words, isPrivate: true, main)
        }
        let tries = visit.request.query["n"].flatMap { Int($0) } ?? 0
        let isPatient = tries < Self.patience
        let address = "\(visit.base)/orders/\(order.id.rawValue)/return?n=\(tries + 1)"
        let head: HTML =
            isPatient
            ? "<meta http-equiv=\"refresh\" content=\"\(tries < 10 ? 1 : 3);url=\(address)\">"
            : .empty
        let main: HTML = """
            <div class="empty"><span class="spinner" aria-hidden="true"></span>\
            <h1>\(t("We wait for your payment", "正在等待付款结果"))</h1><p role="status">\
            \(t("This page looks again by itself. You can also look at the order’s page later.",
                "本页会自动刷新。您也可以稍后在订单页查看结果。"))</p>\
            <p><a class="button quiet" href="\(visit.base)/orders/\(order.id.rawValue)">\
            \(t("To the order", "查看订单"))</a></p></div>
            """
        return try show(visit, t("Payment", "付款"), head: head, isPrivate: true, main)
    }
}
