import Primitives
import WaitingRoom

extension RoomWorld {
    /// Runs to the end, or to the first thing that must not be.
    mutating func run() {
        let end = Int64(options.seconds) * 1000
        var reportAt: [Int64] = [0, 170, 330].map { now + $0 }
        while now < end, failure == nil {
            let busy = options.stock.map { max(0, $0 - Int64(checkedOut)) }
            if now % 1000 == 0 {
                for index in centers.indices {
                    centers[index].take(
                        CapacityReport(
                            perSecond: options.perSecond, backlog: 0, maximumBacklog: 1000,
                            stockLeft: busy), at: moment(Self.edgeCount))
                }
            }
            for message in network.removeValue(forKey: now) ?? [] { deliver(message) }
            for edge in 0..<Self.edgeCount where now >= reportAt[edge] {
                reportAt[edge] = now + 500
                send(report(from: edge))
            }
            for person in polls.removeValue(forKey: now) ?? [] { poll(person) }
            if !options.isCalm { disturb() }
            check()
            now += Self.step
        }
    }

    private mutating func report(from edge: Int) -> EdgeReport {
        var report = edges[edge].report(at: moment(edge))
        if options.plant == .underReporting, edge == 1 {
            for index in report.leases.indices { report.leases[index].used /= 2 }
        }
        return report
    }

    /// Messages take their time, are lost, come twice, or overtake each other.
    mutating func send(_ message: EdgeReport) {
        if !isCut(Int(message.edge.rawValue)) { post(.report(message)) }
    }

    private mutating func post(_ message: Message) {
        guard options.isCalm || draw(0...99) >= 5 else { return }
        for _ in 0..<(options.isCalm || draw(0...99) >= 5 ? 1 : 2) {
            let delay =
                options.isCalm
                ? 50 : draw(0...99) < 90 ? drawLong(5...200) : drawLong(200...4000)
            network[Self.slot(now + delay) + Self.step, default: []].append(message)
        }
    }

    private mutating func deliver(_ message: Message) {
        switch message {
        case .report(let report):
            // While two centers believe that they lead, either may be the one that is reached.
            let index = centers.count > 1 && draw(0...3) == 0 ? 0 : centers.count - 1
            let at = moment(Self.edgeCount)
            let answer = centers[index].answer(report, at: at)
            if let checkpoint = answer.checkpoint {
                // The store takes nothing of an old epoch; what is not durable must not leave.
                guard index == centers.count - 1 else { return }
                self.checkpoint = checkpoint
                if firstCheckpoint == nil { firstCheckpoint = checkpoint }
            }
            if let lease = answer.grant.lease {
                let settings = room.settings
                // When the center takes it for dead, by its own clock, told in true time.
                let life = settings.leaseMilliseconds * (1000 + settings.driftPerMille) / 1000 + 1
                let trueLife = life * 1000 / (1000 + clocks[Self.edgeCount].perMille)
                deadlines.append((answer.grant.epoch, lease, now + trueLife))
                if deadlines.count > 400 { deadlines.removeFirst(100) }
            }
            if !isCut(Int(report.edge.rawValue)) { post(.grant(answer.grant)) }
        case .grant(let grant):
            let edge = Int(grant.edge.rawValue)
            if isCut(edge) { return }
            _ = edges[edge].take(grant, at: moment(edge))
        }
    }

    /// Processes start anew at bad moments.
    private mutating func disturb() {
        if draw(0...1199) == 0 {
            let edge = draw(0...2)
            if options.plant == .resurrectedEdge, let copy = copies[edge] {
                edges[edge] = copy
            } else {
                edges[edge] = newEdge(edge, incarnation: edges[edge].incarnation + 1)
            }
        }
        if options.plant == .resurrectedEdge, draw(0...39) == 0 {
            let edge = draw(0...2)
            copies[edge] = edges[edge]
        }
        if draw(0...599) == 0 { openCenter() }
        if centers.count > 1, draw(0...59) == 0 { centers.removeFirst() }
    }

    mutating func poll(_ index: Int) {
        guard now < people[index].leavesAt, people[index].admittedAt == nil else { return }
        pollCount += 1
        // A network change: another edge, the same ticket.
        if draw(0...99) < 4 { people[index].edge = draw(0...2) }
        let edge = people[index].edge
        let person = people[index]
        let answer = edges[edge].poll(
            person.presenter, ticket: person.ticket, at: moment(edge))
        // Sometimes the answer never arrives, and the page is loaded again.
        let isLost = !options.isCalm && draw(0...99) < 2
        var next: Int64 = 3000
        switch answer {
        case .admitted(let pass, _):
            enter(pass, person: index)
            if !isLost { return }
            people[index].admittedAt = nil
        case .waiting(let view):
            if !isLost { people[index].ticket = view.ticket }
            next = Int64(view.pollSeconds) * 1000 + drawLong(0...400)
            expect(view, of: index)
        case .dismissed:
            people[index].wasDismissed = true
            return
        case .inside, .refused, .unidentified:
            fail("\(answer) for an honest waiter")
        }
        polls[Self.slot(now + next) + Self.step, default: []].append(index)
    }

    /// Someone is let in: counted once for each serial, however often the answer was sent.
    private mutating func enter(_ pass: Pass, person: Int) {
        if serials.insert(pass.serial).inserted {
            admitted += 1
            if let entry = deadlines.last(where: {
                pass.serial >= $0.lease.firstSerial
                    && pass.serial < $0.lease.firstSerial + UInt64($0.lease.count)
            }), now > entry.deadAt {
                fail("serial \(pass.serial) was used after its lease was dead")
            }
        } else if !people[person].isAnswered {
            fail("serial \(pass.serial) let two people in")
        }
        if let promised = people[person].promised, people[person].admittedAt == nil {
            predictions.all += 1
            if now >= promised.from && now <= promised.to { predictions.right += 1 }
            people[person].promised = nil
        }
        people[person].isAnswered = true
        people[person].admittedAt = now
        let time = Room.start.adding(milliseconds: now)
        if case .accepted = spent.spend(pass, at: time) { checkedOut += 1 }
    }

    /// Keeps the first range that somebody was told, to see whether it held.
    private mutating func expect(_ view: WaitingView, of index: Int) {
        guard view.stage == .waiting, people[index].promised == nil, now > 5000,
            let estimate = view.estimate, let least = estimate.leastSeconds,
            let most = estimate.mostSeconds
        else { return }
        people[index].promised = (now + Int64(least) * 1000, now + Int64(most) * 1000)
    }

    private mutating func check() {
        guard let center = centers.last else { return }
        if UInt64(admitted) > center.lessor.granted {
            fail("\(admitted) let in, but \(center.lessor.granted) credits granted")
        }
        if center.lessor.granted > center.lessor.released { fail("more granted than released") }
    }
}
