internal import Primitives
internal import Synchronization

/// A flood of one tool from thousands of addresses, with agents that are forged, at a fixed rate
/// over connections that it keeps, or over a new one for each request.
struct AddressFlood: Sendable {
    /// What it saw.
    struct Outcome: Sendable {
        /// When its first request went out, by the civil clock.
        var began = Timestamp(0)
        var sent = 0
        /// Requests that could not be sent as their connection took no more.
        var unsent = 0
        var answers = 0
        /// Answers that brought what was asked for.
        var served = 0
        /// Connections that the edge ended.
        var ended = 0
        var seconds = 0.0
        /// The most that it was behind its plan, in milliseconds.
        var behind = 0.0
    }

    var port: Int
    var addresses: Int
    var rate: Double
    var seconds: Double
    var path: String
    var keepsConnections = true
    var seed: UInt64

    private static let clock = SystemClock()
    private static let period: UInt64 = 500_000
    /// Requests that are made ahead, each with an agent of its own.
    private static let forms = 2000
    /// Connections at once, where each request has its own.
    private static let atOnce = 2000
    /// The seconds over which the addresses come in.
    private static let ramp = 1.0
    private static let status = Array("HTTP/1.1 ".utf8)

    func run() throws -> Outcome {
        var random = SeededRandom(seed: seed)
        let requests = (0..<Self.forms).map { _ in request(&random) }
        let sockets = ClientSockets(port: port, count: addresses)
        var outcome = Outcome()
        let start = Self.clock.monotonicNanoseconds()
        outcome.began = Self.clock.now()
        let periods = UInt64(seconds * 1e9) / Self.period
        var planned = 0.0
        var made = 0
        var opened = 0
        var waiting: [(index: Int, form: Int)] = []
        var isTaken = [Bool](repeating: false, count: addresses)
        var open = [Int](repeating: 0, count: addresses)
        for period in 0..<periods {
            let due = start + period * Self.period
            var now = Self.clock.monotonicNanoseconds()
            if now < due {
                Self.clock.pause(nanoseconds: due - now)
                now = Self.clock.monotonicNanoseconds()
            }
            outcome.behind = max(outcome.behind, Double(now - due) / 1e6)
            planned += rate * Double(Self.period) / 1e9
            if keepsConnections {
                let passed = Double(now - start) / 1e9
                while opened < addresses, Double(opened) < passed / Self.ramp * Double(addresses) {
                    try sockets.open(opened, from: address(opened))
                    opened += 1
                }
            }
            while made < Int(planned) {
                made += 1
                let form = Int(random.next() % UInt64(Self.forms))
                if keepsConnections {
                    guard opened > 1 else { continue }
                    // Not the newest one, which may still be connecting.
                    let index = made % (opened - 1)
                    if sockets.send(index, requests[form]) {
                        outcome.sent += 1
                        open[index] += 1
                    } else {
                        outcome.unsent += 1
                        if !sockets.isOpen(index) {
                            try sockets.open(index, from: address(index))
                        }
                    }
                    continue
                }
                let index = made % addresses
                guard !isTaken[index], waiting.count < Self.atOnce else {
                    outcome.unsent += 1
                    continue
                }
                try sockets.open(index, from: address(index))
                isTaken[index] = true
                waiting.append((index, form))
            }
            if !keepsConnections {
                for (index, form) in waiting {
                    if sockets.send(index, requests[form]) {
                        outcome.sent += 1
                    } else {
                        outcome.unsent += 1
                        sockets.shut(index)
                        isTaken[index] = false
                    }
                }
                waiting.removeAll(keepingCapacity: true)
            }
            sockets.read { index, bytes in
                guard let bytes else {
                    outcome.ended += 1
                    isTaken[index] = false
                    open[index] = 0
                    return
                }
                var from = bytes.startIndex
                while let place = ByteSearch.first(Self.status, in: bytes, from: from) {
                    outcome.answers += 1
                    open[index] -= 1
                    from = place + Self.status.count
                    if from < bytes.endIndex, bytes[from] == 0x32 { outcome.served += 1 }
                }
                if !keepsConnections {
                    sockets.shut(index)
                    isTaken[index] = false
                } else if open[index] <= 0 {
                    sockets.expectNothing(index)
                }
            }
        }
        outcome.seconds = Double(Self.clock.monotonicNanoseconds() - start) / 1e9
        return outcome
    }

    /// A tenth of the addresses are in networks where people are, too; the others have one each.
    private func address(_ number: Int) -> UInt32 {
        if number % 10 == 0 {
            let place = UInt32(number / 10)
            return 0x7F20_0064 + (place % 100) << 8 + place / 100
        }
        return 0x7F40_0001 + UInt32(number) << 8
    }

    private func request(_ random: inout SeededRandom) -> [UInt8] {
        func draw(_ count: UInt64) -> UInt64 { random.next() % count }
        let system = ["Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7"][
            Int(draw(2))]
        let version = "\(90 + draw(40)).0.\(draw(7000)).\(draw(200))"
        return Array(
            """
            GET \(path)\(draw(6) == 0 ? "" : "?c=\(draw(100))") HTTP/1.1\r\nhost: shop.test\r\n\
            accept: text/html\r\nuser-agent: Mozilla/5.0 (\(system)) AppleWebKit/537.36 \
            (KHTML, like Gecko) Chrome/\(version) Safari/537.36\r\n\
            \(keepsConnections ? "" : "connection: close\r\n")\r\n
            """.utf8)
    }
}
