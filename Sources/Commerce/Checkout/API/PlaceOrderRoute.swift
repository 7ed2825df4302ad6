package import Identity
internal import NIOCore
package import NIOHTTP1
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
    /// Who orders, under which key, in which form.
    package let fields = ["authorization", "idempotency-key", "content-type"]
    /// The longest order has 100 lines.
    package let bodyLimit = 1 << 15

    private struct Keys {
        var generation: Int
        var verifier: BuyerTokenVerifier
    }

    private let desk: OrderDesk
    private let tokens: BuyerTokens
    /// One for each event loop, of which there are few.
    private let lanes = Mutex<[OrderLane]>([])
    private let keys: Mutex<Keys>

    /// Joins the desk and what verifies buyers' tokens.
    package init(_ desk: OrderDesk, tokens: BuyerTokens) {
        self.desk = desk
        self.tokens = tokens
        keys = Mutex(Keys(generation: tokens.generation, verifier: tokens.verifier))
    }

    /// Takes a plain order; says false for anything else.
    package func answer(
        _ bytes: Span<UInt8>, _ request: HotRequest, _ exchange: Exchange
    ) -> Bool {
        let (authorization, key) = (request.fields[0], request.fields[1])
        guard authorization.count > 7, Self.starts(bytes, authorization, "bearer "),
            (1...120).contains(key.count), Self.starts(bytes, request.fields[2], "application/json")
        else { return false }
        for index in key where bytes[index] < 0x21 || bytes[index] > 0x7E { return false }
        let now = desk.clock.now()
        let token = bytes.extracting(authorization.dropFirst(7))
        guard let (merchant, buyer) = verifier.verify(token, now: now),
            let wish = PlainOrder.read(bytes, request.body),
            let (order, lines, currency) = try? desk.command(
                wish, merchant: merchant, buyer: buyer,
                key: OrderDesk.digest(merchant, buyer, bytes.extracting(key)), now: now)
        else { return false }
        lane(of: exchange.eventLoop).place(
            order, lines,
            OrderLane.Pending(
                exchange: exchange, wish: wish, order: order, currency: currency,
                start: desk.clock.monotonicNanoseconds()))
        return true
    }

    private var verifier: BuyerTokenVerifier {
        let generation = tokens.generation
        return keys.withLock { keys in
            if keys.generation != generation {
                keys = Keys(generation: generation, verifier: tokens.verifier)
            }
            return keys.verifier
        }
    }

    /// Whether the bytes start with a text in lower case, whatever the case of theirs.
    private static func starts(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString)
        -> Bool
    {
        guard range.count >= text.utf8CodeUnitCount else { return false }
        for offset in 0..<text.utf8CodeUnitCount {
            let byte = bytes[range.lowerBound + offset]
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            guard unsafe lower == text.utf8Start[offset] else { return false }
        }
        return true
    }

    private func lane(of loop: any EventLoop) -> OrderLane {
        lanes.withLock { lanes in
            if let lane = lanes.first(where: { $0.loop === loop }) { return lane }
            let lane = OrderLane(desk, loop)
            lanes.append(lane)
            return lane
        }
    }
}
