import Primitives
import Synchronization

/// Connections that place orders as fast as they are answered; every other one leaves without
/// waiting for its answers.
final class OrderLoad: Sendable {
    private let isStopped = Atomic<Bool>(false)
    private let answers = ConditionLock(0)
    private let threads = ConditionLock<[WorkThread]>([])

    init(_ shop: LoadedShop, connections: Int) {
        let threads = (0..<connections).map { number in
            WorkThread(name: "load") { [self] in run(shop, number) }
        }
        self.threads.withLock { $0 = threads }
    }

    func waitForAnswers(_ count: Int) { answers.wait(until: { $0 >= count }) }

    func stop() {
        isStopped.store(true, ordering: .relaxed)
        for thread in threads.withLock({ $0 }) { thread.join() }
    }

    private func run(_ shop: LoadedShop, _ number: Int) {
        var round = 0
        while !isStopped.load(ordering: .relaxed) {
            round += 1
            guard let wire = try? Wire(port: shop.port) else { return }
            let requests = (0..<50).map { order in
                Wire.request(
                    "POST", "/v1/orders",
                    [shop.buyer, "Idempotency-Key: \(number)-\(round)-\(order)"],
                    #"{"lines":[{"sku":\#(shop.sku),"quantity":1}]}"#)
            }
            guard wire.send(requests.joined()) else { continue }
            if number.isMultiple(of: 2) { continue }
            var bytes: [UInt8] = []
            while bytes.ranges(of: Array("HTTP/1.1 ".utf8)).count < requests.count {
                let some = wire.read()
                if some.isEmpty { break }
                bytes += some
            }
            answers.withLock { $0 += bytes.ranges(of: Array("HTTP/1.1 201".utf8)).count }
            answers.broadcast()
        }
    }
}
