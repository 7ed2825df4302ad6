internal import Foundation
internal import Primitives
internal import Synchronization

/// People in a shop, in an open loop: each request is due at its moment, whether or not those
/// before it are answered, and its time counts from there.
final class ShopCrowd: Sendable {
    /// One request.
    struct Sample: Sendable {
        var due: UInt64
        var microseconds: UInt64
        var isServed: Bool
    }

    /// Who they are and what they ask for.
    struct Plan: Sendable {
        var port: Int
        /// Tokens of signed-in buyers; as many of them are in the crowd.
        var tokens: [String]
        /// Visitors who are known by a device token alone.
        var devices: Int
        var page: String
        var order: String
        var rate: Double
        /// Begins the keys of their orders: another one in each run.
        var name: String
    }

    private struct Person {
        var address: UInt32
        var cookie = ""
        var token = ""
        var reader = AnswerReader()
        var waiting: [UInt64] = []
        var isAsking = false
        var orders = 0
    }

    private let plan: Plan
    private let isOver = Atomic<Bool>(false)
    private static let clock = SystemClock()
    /// An answer that takes longer is none.
    private static let patience: UInt64 = 5_000_000_000

    init(_ plan: Plan) { self.plan = plan }

    func finish() { isOver.store(true, ordering: .releasing) }

    /// Runs until `finish`; gives every request that was due until then.
    func run() throws -> [Sample] {
        var people = people()
        let sockets = ClientSockets(port: plan.port, count: people.count)
        try meet(&people, sockets)
        var samples: [Sample] = []
        samples.reserveCapacity(1 << 16)
        let start = Self.clock.monotonicNanoseconds()
        let nanoseconds = 1e9 / plan.rate
        var asked = 0
        var open = 0
        func answered(_ index: Int, _ isServed: Bool) {
            let due = people[index].waiting.removeFirst()
            open -= 1
            people[index].isAsking = false
            let now = Self.clock.monotonicNanoseconds()
            samples.append(
                Sample(due: due, microseconds: (now - due) / 1000, isServed: isServed))
        }
        func ask(_ index: Int) throws {
            guard !people[index].isAsking, !people[index].waiting.isEmpty else { return }
            if !sockets.isOpen(index) {
                people[index].reader = AnswerReader()
                try sockets.open(index, from: people[index].address)
            }
            people[index].isAsking = sockets.send(index, request(&people[index], index))
        }
        var lastDue = start
        while true {
            let now = Self.clock.monotonicNanoseconds()
            let isEnding = isOver.load(ordering: .acquiring)
            if isEnding, open == 0 || now > lastDue + Self.patience { break }
            while !isEnding {
                let due = start + UInt64(Double(asked) * nanoseconds)
                guard due <= now else { break }
                // A stride that meets everybody before it meets anybody twice.
                let index = asked * 97 % people.count
                people[index].waiting.append(due)
                open += 1
                asked += 1
                lastDue = due
                try ask(index)
            }
            var again: [Int] = []
            sockets.read { index, bytes in
                guard let bytes else {
                    if people[index].isAsking { answered(index, false) }
                    again.append(index)
                    return
                }
                var ends: [Int] = []
                people[index].reader.take(bytes) { ends.append($0) }
                for status in ends where people[index].isAsking {
                    sockets.expectNothing(index)
                    answered(index, status == 200 || status == 201)
                    again.append(index)
                }
            }
            for index in again { try ask(index) }
            Self.clock.pause(nanoseconds: 200_000)
        }
        // What was never answered.
        for person in people {
            for due in person.waiting {
                samples.append(
                    Sample(due: due, microseconds: Self.patience / 1000, isServed: false))
            }
        }
        return samples
    }

    private func people() -> [Person] {
        (0..<plan.tokens.count + plan.devices).map { number in
            // A hundred networks.
            var person = Person(
                address: 0x7F20_0001 + UInt32(number % 100) << 8 + UInt32(number / 100))
            if number < plan.tokens.count { person.token = plan.tokens[number] }
            return person
        }
    }

    /// Lets everybody come in for the first time, and takes the device tokens along.
    private func meet(_ people: inout [Person], _ sockets: ClientSockets) throws {
        for index in people.indices {
            try sockets.open(index, from: people[index].address)
            var isMet = false
            var cookie = ""
            let limit = Self.clock.monotonicNanoseconds() + Self.patience
            Self.clock.pause(nanoseconds: 8_000_000)
            guard sockets.send(index, page(people[index])) else {
                throw BenchFailure("an edge does not take connections")
            }
            while !isMet {
                guard Self.clock.monotonicNanoseconds() < limit else {
                    throw BenchFailure("the edge did not answer a first visitor")
                }
                sockets.read { from, bytes in
                    guard from == index, let bytes else { return }
                    people[index].reader.take(bytes) { _ in isMet = true }
                    let set = people[index].reader.values("set-cookie")
                    cookie =
                        set.first { $0.hasPrefix("spillway_device=") }
                        .map { String($0.prefix { $0 != ";" }) } ?? cookie
                    if isMet { sockets.expectNothing(index) }
                }
                Self.clock.pause(nanoseconds: 200_000)
            }
            guard !cookie.isEmpty else { throw BenchFailure("the edge gave no device token") }
            people[index].cookie = cookie
        }
    }

    /// What they send, in the form of a browser.
    private func page(_ person: Person) -> [UInt8] {
        let buyer = person.token.isEmpty ? "" : "; spillway_buyer=" + person.token
        let cookie = person.cookie.isEmpty ? "" : "cookie: \(person.cookie)\(buyer)\r\n"
        return Array(
            """
            GET \(plan.page) HTTP/1.1\r\nhost: shop.test\r\n\
            user-agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n\
            accept: text/html,application/xhtml+xml,*/*;q=0.8\r\naccept-language: en\r\n\
            accept-encoding: identity\r\n\(cookie)upgrade-insecure-requests: 1\r\n\
            sec-fetch-dest: document\r\nsec-fetch-mode: navigate\r\n\r\n
            """.utf8)
    }

    /// Of what a signed-in buyer sends, every third is an order.
    private func request(_ person: inout Person, _ index: Int) -> [UInt8] {
        guard !person.token.isEmpty else { return page(person) }
        person.orders += 1
        guard person.orders % 3 == 0 else { return page(person) }
        return Array(
            """
            POST /v1/orders HTTP/1.1\r\nhost: shop.test\r\nuser-agent: Shop/7.1 (Android 14)\r\n\
            accept: application/json\r\nauthorization: Bearer \(person.token)\r\n\
            idempotency-key: \(plan.name)-\(index)-\(person.orders)\r\n\
            content-type: application/json\r\ncontent-length: \(plan.order.utf8.count)\r\n\r\n\
            \(plan.order)
            """.utf8)
    }
}
