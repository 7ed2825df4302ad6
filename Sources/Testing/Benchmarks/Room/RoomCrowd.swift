internal import Foundation
internal import Primitives
internal import Synchronization

/// Very many people in a waiting room, as apps: each asks when it was told to, shows its ticket,
/// and orders once it is let in.
///
/// Their requests go over a few kept connections to each edge. Everybody stays at one edge.
final class RoomCrowd: Sendable {
    /// Where all of them stand.
    struct Tally: Sendable {
        var joined = 0
        var letIn = 0
        /// Orders that used a pass up.
        var redeemed = 0
        /// Orders that were answered otherwise, and the first such answer.
        var otherOrders = 0
        var otherOrder = ""
        /// Answers that were no word of the room, and the first of them.
        var odd = 0
        var oddAnswer = ""
        /// Those let in at each edge.
        var letInAt: [Int]
    }

    /// Who they are.
    struct Plan: Sendable {
        var ports: [Int]
        var room: Int
        var tokens: [String]
        var order: String
    }

    private struct Person {
        var code: [UInt8] = []
        var ticket = ""
        var pass = ""
        var hasPass = false
    }

    private enum Errand { case ask(Int), order(Int) }

    private struct Line {
        var sockets: ClientSockets
        var readers: [AnswerReader]
        var tasks: [Errand?]
        var sentAt: [UInt64]
        var free: [Int]
        var asking: [Int] = []
        var asked = 0
        var ordering: [Int] = []
        var ordered = 0
    }

    private let plan: Plan
    private let tally: Mutex<Tally>
    private let isOver = Atomic<Bool>(false)
    private let codes = Mutex<[[UInt8]]>([])
    private let passes = Mutex<[String]>([])
    private static let clock = SystemClock()
    private static let connections = 48
    /// Of them, how many orders may have.
    private static let ordersAtOnce = 16
    private static let slotNanoseconds: UInt64 = 100_000_000
    private static let patience: UInt64 = 30_000_000_000

    init(_ plan: Plan) {
        self.plan = plan
        tally = Mutex(Tally(letInAt: plan.ports.map { _ in 0 }))
    }

    var now: Tally { tally.withLock { $0 } }

    /// The codes of all who joined before the draw, in the order in which they came.
    var drawn: [[UInt8]] { codes.withLock { $0 } }

    /// The passes that were given.
    var given: [String] { passes.withLock { $0 } }

    func finish() { isOver.store(true, ordering: .releasing) }

    /// Lets everybody join, and ask on until `finish`.
    func run() throws {
        var people = plan.tokens.map { _ in Person() }
        var lines = plan.ports.map { port in
            Line(
                sockets: ClientSockets(port: port, count: Self.connections),
                readers: Array(
                    repeating: AnswerReader(keepsBodies: true), count: Self.connections),
                tasks: Array(repeating: nil, count: Self.connections),
                sentAt: Array(repeating: 0, count: Self.connections),
                free: Array(0..<Self.connections))
        }
        for index in people.indices { lines[index % lines.count].asking.append(index) }
        var slots: [[Int]] = Array(repeating: [], count: 1024)
        let start = Self.clock.monotonicNanoseconds()
        var slot = 0
        while !isOver.load(ordering: .acquiring) {
            let now = Self.clock.monotonicNanoseconds()
            let due = Int((now - start) / Self.slotNanoseconds)
            while slot < due {
                slot += 1
                for index in slots[slot % slots.count] {
                    lines[index % lines.count].asking.append(index)
                }
                slots[slot % slots.count].removeAll(keepingCapacity: true)
            }
            var isBusy = false
            for number in lines.indices {
                try send(&lines[number], people, now)
                let sockets = lines[number].sockets
                sockets.read { connection, bytes in
                    isBusy = true
                    guard let task = lines[number].tasks[connection] else { return }
                    guard let bytes else {
                        // Cut off in the midst: it is asked again.
                        lines[number].tasks[connection] = nil
                        lines[number].free.append(connection)
                        again(task, &lines[number])
                        return
                    }
                    var status: Int?
                    lines[number].readers[connection].take(bytes) { status = $0 }
                    guard let status else { return }
                    lines[number].sockets.expectNothing(connection)
                    lines[number].tasks[connection] = nil
                    lines[number].free.append(connection)
                    let body = lines[number].readers[connection].lastBody
                    switch task {
                    // The line may be away: the same order is sent again, by its key.
                    case .order where status >= 500: again(task, &lines[number])
                    case .order: ordered(status, body)
                    case .ask(let index):
                        let seconds = heard(index, status, body, &people, at: number)
                        if let seconds {
                            let place = slot + max(1, seconds * 10)
                            slots[min(place, slot + slots.count - 1) % slots.count].append(index)
                        } else if people[index].hasPass {
                            lines[number].ordering.append(index)
                        }
                    }
                }
            }
            if !isBusy { Self.clock.pause(nanoseconds: 200_000) }
        }
    }

    private func again(_ task: Errand, _ line: inout Line) {
        switch task {
        case .ask(let index): line.asking.append(index)
        case .order(let index): line.ordering.append(index)
        }
    }

    private func send(_ line: inout Line, _ people: [Person], _ now: UInt64) throws {
        func next() -> Errand? {
            let busyOrders = line.tasks.count {
                if case .order? = $0 { true } else { false }
            }
            if line.ordered < line.ordering.count, busyOrders < Self.ordersAtOnce {
                line.ordered += 1
                return .order(line.ordering[line.ordered - 1])
            }
            guard line.asked < line.asking.count else { return nil }
            line.asked += 1
            return .ask(line.asking[line.asked - 1])
        }
        while let connection = line.free.last, let task = next() {
            line.free.removeLast()
            if !line.sockets.isOpen(connection) {
                try line.sockets.open(connection, from: 0x7F00_0001)
                line.readers[connection] = AnswerReader(keepsBodies: true)
            }
            guard line.sockets.send(connection, bytes(task, people)) else {
                line.free.append(connection)
                again(task, &line)
                return
            }
            line.tasks[connection] = task
            line.sentAt[connection] = now
        }
        if line.asked > 1 << 16 {
            line.asking.removeFirst(line.asked)
            line.asked = 0
        }
    }

    private func bytes(_ task: Errand, _ people: [Person]) -> [UInt8] {
        switch task {
        case .ask(let index):
            let ticket = people[index].ticket
            let shown = ticket.isEmpty ? "" : "x-spillway-ticket: \(ticket)\r\n"
            return Array(
                """
                GET /_edge/rooms/\(plan.room) HTTP/1.1\r\nhost: shop.test\r\n\
                accept: application/json\r\nauthorization: Bearer \(plan.tokens[index])\r\n\
                \(shown)\r\n
                """.utf8)
        case .order(let index):
            return Array(
                """
                POST /v1/orders HTTP/1.1\r\nhost: shop.test\r\naccept: application/json\r\n\
                authorization: Bearer \(plan.tokens[index])\r\nidempotency-key: room-\(index)\r\n\
                x-spillway-pass: \(people[index].pass)\r\ncontent-type: application/json\r\n\
                content-length: \(plan.order.utf8.count)\r\n\r\n\(plan.order)
                """.utf8)
        }
    }

    private func ordered(_ status: Int, _ body: [UInt8]) {
        tally.withLock { tally in
            if status == 201 {
                tally.redeemed += 1
            } else {
                if tally.otherOrders == 0 {
                    tally.otherOrder = "\(status) \(String(decoding: body, as: UTF8.self))"
                }
                tally.otherOrders += 1
            }
        }
    }

    /// Takes the room's word; gives when to ask again, nil for never.
    private func heard(
        _ index: Int, _ status: Int, _ body: [UInt8], _ people: inout [Person], at number: Int
    ) -> Int? {
        if let pass = Self.word(Self.pass, in: body) {
            people[index].pass = pass
            people[index].hasPass = true
            passes.withLock { $0.append(pass) }
            tally.withLock {
                $0.letIn += 1
                $0.letInAt[number] += 1
            }
            return nil
        }
        guard status == 200, let ticket = Self.word(Self.ticket, in: body),
            let seconds = Self.number(Self.pollSeconds, in: body)
        else {
            let text = String(decoding: body, as: UTF8.self)
            tally.withLock {
                if $0.odd == 0 { $0.oddAnswer = "\(status) \(text.prefix(300))" }
                $0.odd += 1
            }
            return nil
        }
        if people[index].ticket.isEmpty {
            if let code = Self.word(Self.code, in: body) {
                codes.withLock { $0.append(Array(code.utf8)) }
            }
            tally.withLock { $0.joined += 1 }
        }
        people[index].ticket = ticket
        return seconds
    }

    private static let pass = Array(#""pass":""#.utf8)
    private static let ticket = Array(#""ticket":""#.utf8)
    private static let code = Array(#""code":""#.utf8)
    private static let pollSeconds = Array(#""poll_seconds":"#.utf8)

    private static func word(_ name: [UInt8], in body: [UInt8]) -> String? {
        guard let place = ByteSearch.first(name, in: body[...]) else { return nil }
        let value = body[(place + name.count)...].prefix { $0 != 0x22 }
        return String(decoding: value, as: UTF8.self)
    }

    private static func number(_ name: [UInt8], in body: [UInt8]) -> Int? {
        guard let place = ByteSearch.first(name, in: body[...]) else { return nil }
        let value = body[(place + name.count)...].prefix { (0x30...0x39).contains($0) }
        return Int(String(decoding: value, as: UTF8.self))
    }
}
