import Foundation
import Orders
import Rehearsal

extension SaleLie {
    private static let payments = "payments.sqlite"
    private static let rooms = "waiting-rooms.sqlite"
    private static let orderBook = "cell-1/" + Cell.orderBookName

    /// All that are planted.
    static let planted = unanswered + money + room + book + folder

    private static let unanswered = [
        unanswered("an order", "fod"), unanswered("a payment", "p"),
        unanswered("a cancellation", "x"),
    ]

    /// The last answer to a request of some kind never came, and nobody said that it was given up.
    private static func unanswered(_ name: String, _ kinds: String) -> SaleLie {
        SaleLie(name: name + " without an answer", rule: .resolved) { run in
            let path = run + "/ledger.tsv"
            var keys: [Substring: Substring] = [:]
            var (last, key) = (Substring(), Substring())
            for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                if fields[0] == "s", kinds.contains(fields[4]) { keys[fields[1]] = fields[7] }
                guard fields[0] == "a", let found = keys[fields[1]] else { continue }
                (last, key) = (fields[1], found)
            }
            try drop(path) { $0[0] == "a" && $0[1] == last }
            return "request with key \(key)"
        }
    }

    private static let money = [
        SaleLie(name: "a payout that the shop forgot", rule: .money) { run in
            let order = try number(run, payments, "SELECT max(order_id) FROM payouts")
            try change(run, payments, "DELETE FROM payouts WHERE order_id = \(order)")
            return "order \(order)"
        },
        SaleLie(name: "a payout noted twice as high", rule: .money) { run in
            let order = try number(run, payments, "SELECT min(order_id) FROM payouts")
            try change(
                run, payments, "UPDATE payouts SET amount = amount * 2 WHERE order_id = \(order)")
            return "order \(order)"
        },
        SaleLie(name: "a payment under another reference", rule: .money) { run in
            let order = try number(
                run, payments, "SELECT max(order_id) FROM intents WHERE state = 5")
            try change(
                run, payments,
                "UPDATE intents SET reference = 'forged' WHERE order_id = \(order) AND state = 5")
            return "of order \(order)"
        },
        SaleLie(name: "a difference that nobody settled", rule: .money) { run in
            let order = try number(run, payments, "SELECT max(order_id) FROM differences")
            try change(
                run, payments, "UPDATE differences SET settled_at = NULL WHERE order_id = \(order)")
            return "order \(order)"
        },
        SaleLie(name: "other sums of the provider", rule: .money) { run in
            try change(run, payments, "UPDATE provider_sums SET returned = returned + 1")
            return "the provider's sums"
        },
        SaleLie(name: "a refund that the provider remembers otherwise", rule: .money) { run in
            let provider = "sandbox-provider.sqlite"
            let order = try number(
                run, provider, "SELECT max(order_id) FROM payments WHERE refunded > 0")
            try change(
                run, provider,
                "UPDATE payments SET refunded = refunded - 1 WHERE order_id = \(order)")
            return "order \(order)"
        },
    ]

    private static let room = [
        SaleLie(name: "an order of the room without a pass", rule: .room) { run in
            try change(run, rooms, "DELETE FROM uses WHERE number = 1")
            return "used up no pass"
        },
        SaleLie(name: "a pass of somebody else", rule: .room) { run in
            try change(run, rooms, "UPDATE uses SET serial = serial + 1000 WHERE number = 1")
            return "did not get"
        },
        SaleLie(name: "a pass that served two orders", rule: .room) { run in
            try change(
                run, rooms,
                "UPDATE uses SET serial = (SELECT serial FROM uses WHERE number = 1) "
                    + "WHERE number = 2")
            return "its pass was used by the keys"
        },
        SaleLie(name: "a pass that nobody used", rule: .room) { run in
            try change(run, rooms, "UPDATE uses SET key = 'ghost' WHERE number = 1")
            return "ghost, which nobody sent"
        },
    ]

    private static let book = [
        SaleLie(name: "a sale with another start in the order book", rule: .book) { run in
            try change(run, orderBook, "UPDATE sales SET starts_at = starts_at - 1 WHERE sale = 2")
            return "sale 2"
        },
        SaleLie(name: "a coupon with other terms in the order book", rule: .book) { run in
            try change(run, orderBook, "UPDATE coupons SET minimum_spend = minimum_spend + 1")
            return "coupon 1"
        },
        SaleLie(name: "a coupon of another time in the order book", rule: .book) { run in
            try change(run, orderBook, "UPDATE coupons SET starts_at = starts_at + 1")
            return "coupon 1"
        },
        SaleLie(name: "a refund due at another time in the order book", rule: .book) { run in
            try change(run, orderBook, "UPDATE refunds_due SET at = at + 1 WHERE number = 1")
            return "refund due 1"
        },
        SaleLie(name: "a rehearsal order out of nowhere", rule: .book) { run in
            try change(
                run, orderBook, "INSERT INTO rehearsal_orders SELECT * FROM orders LIMIT 1")
            return "rehearsal_orders"
        },
    ]

    private static let folder = [
        SaleLie(name: "faults that vanished", rule: .ledger) { run in
            try drop(run + "/events.tsv") { $0.last == "center killed" }
            return "center killed: written down 0 times, planned 1 times"
        },
        SaleLie(name: "an event that is none", rule: .ledger) { run in
            let path = run + "/events.tsv"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try (text + "garbage\n").write(toFile: path, atomically: true, encoding: .utf8)
            return "garbage"
        },
        SaleLie(name: "returns that are lost", rule: .ledger) { run in
            try FileManager.default.removeItem(atPath: run + "/returns.tsv")
            return "returns.tsv"
        },
        SaleLie(name: "a room that nothing is known of", rule: .draw) { run in
            try FileManager.default.removeItem(atPath: run + "/room.json")
            return "room.json is missing or has no seed"
        },
    ]
}
