package import Identity
package import NIOCore
package import NIOHTTP1
internal import OpenPlatform
internal import OrderCore
internal import Orders
internal import Primitives
package import Service
internal import Synchronization

/// `POST /v1/orders` by a buyer, on the event loop: no thread waits for the disk, and orders that
/// arrive together go to the core together.
///
/// What is not plainly an order goes the ordinary way, which says exactly what is wrong.
package final class PlaceOrderRoute: HotRoute {
    /// POST.
    package let method = HTTPMethod.POST
    /// Where orders are placed.
    package let path = "/v1/orders"
    /// The longest order has 100 lines.
    package let bodyLimit = 1 << 15

    private let desk: OrderDesk
    private let tokens: BuyerTokens
    private let lanes = Mutex<[ObjectIdentifier: OrderLane]>([:])

    /// Joins the desk and what verifies buyers' tokens.
    package init(_ desk: OrderDesk, tokens: BuyerTokens) {
        self.desk = desk
        self.tokens = tokens
    }

    /// Takes a plain order; says false for anything else.
    package func answer(
        _ head: HTTPRequestHead, _ body: ByteBuffer?, _ exchange: Exchange
    ) -> Bool {
        guard let body, let authorization = head.headers.first(name: "authorization"),
            authorization.utf8.count > 7, authorization.lowercased().hasPrefix("bearer "),
            let key = head.headers.first(name: "idempotency-key"),
            (1...120).contains(key.utf8.count), TextForm.visible.takes(key),
            head.headers.first(name: "content-type")?.hasPrefix("application/json") == true
        else { return false }
        let now = desk.clock.now()
        let token = ArraySlice(authorization.utf8.dropFirst(7))
        guard let (merchant, buyer) = tokens.verifier.verify(token, now: now),
            let document = try? JSONParser.parse(body.readableBytesView),
            OrderOperations.wish.errors(in: document).isEmpty,
            let wish = OrderRequest(document),
            let (order, lines, currency) = try? desk.command(
                wish, merchant: merchant, buyer: buyer, key: key, now: now)
        else { return false }
        lane(of: exchange.eventLoop).place(
            order, lines, OrderLane.Pending(
                exchange: exchange, currency: currency, deadline: order.paymentDeadline,
                merchant: merchant, start: desk.clock.monotonicNanoseconds()))
        return true
    }

    private func lane(of loop: any EventLoop) -> OrderLane {
        lanes.withLock { lanes in
            let id = ObjectIdentifier(loop)
            if let lane = lanes[id] { return lane }
            let lane = OrderLane(desk, loop)
            lanes[id] = lane
            return lane
        }
    }
}
