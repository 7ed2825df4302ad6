internal import Primitives

extension EdgeRoom {
    /// Decides on a request. `ticket` and `pass` are what it carries, as they came.
    package mutating func poll(
        _ presenter: Presenter, ticket: String? = nil, pass: String? = nil, at now: Moment
    ) -> RoomAnswer {
        if let pass,
            let good = try? seals.pass(
                pass.utf8, of: presenter, in: settings, now: now.wall)
        {
            return .inside(good)
        }
        if case .dismissed(let reason)? = latest?.phase { return .dismissed(reason) }
        guard let holder = presenter.preferred else { return .unidentified }
        var note: TicketFault?
        var shown: Ticket?
        if let ticket {
            do throws(TicketFault) {
                shown = try seals.ticket(
                    ticket.utf8, of: presenter, in: settings, now: now.wall)
            } catch {
                // A copy is refused; whatever else is wrong with a ticket, its holder joins anew.
                if error == .copied { return .refused(error) }
                note = error
            }
        }
        let known =
            shown
            ?? Ticket(room: settings.id, holder: holder, joined: now.wall, renewed: now.wall)
        if let answer = admit(known, at: now) { return answer }
        return .waiting(
            wait(known, text: shown == nil ? nil : ticket, note: note, at: now))
    }

    /// Lets a ticket in when its turn has come and there is a credit.
    private mutating func admit(_ ticket: Ticket, at now: Moment) -> RoomAnswer? {
        guard let grant = latest, let seed = grant.phase.seed,
            let position = Position.of(ticket, startsAt: settings.startsAt, seed: seed),
            position <= grant.frontier
        else { return nil }
        if let pass = kept.pass(of: ticket.holder, now: now.wall) {
            return .admitted(pass, text: seals.text(pass))
        }
        guard kept.hasRoom(now: now.wall), let serial = credits.use(ticks: now.ticks) else {
            countAtDoor(ticks: now.ticks)
            return nil
        }
        admitted += 1
        let pass = Pass(
            room: settings.id, holder: ticket.holder, joined: ticket.joined, serial: serial,
            expires: now.wall.adding(milliseconds: settings.passLifetimeMilliseconds))
        kept.keep(pass, now: now.wall)
        return .admitted(pass, text: seals.text(pass))
    }

    /// Forgets that the holder was let in, as after the checkout: who wants more joins anew.
    package mutating func leave(_ holder: Holder) { kept.forget(holder) }

    private mutating func wait(
        _ ticket: Ticket, text: String?, note: TicketFault?, at now: Moment
    ) -> WaitingView {
        var ticket = ticket
        var text = text
        let seed = latest?.phase.seed
        let position = Position.of(ticket, startsAt: settings.startsAt, seed: seed)
        let isFirstInWindow =
            PresenceCount.window(ticket.renewed) < PresenceCount.window(now.wall)
        if text == nil || isFirstInWindow {
            // Before the draw places are not known, but spread as evenly as the codes.
            presence.add(position ?? .drawn(ticket.holder.code.high), at: now.wall)
            ticket = Ticket(
                room: ticket.room, holder: ticket.holder, joined: ticket.joined,
                renewed: max(ticket.renewed, now.wall))
            text = nil
        }
        let cutOff = isCutOff(at: now)
        let stage = stage(ticket, position, at: now)
        let density = latest?.density ?? LineDensity()
        let estimate =
            seed == nil || cutOff
            ? nil
            : position.map {
                WaitEstimate(
                    $0, frontier: latest?.frontier ?? .first, density: density,
                    outlook: latest?.outlook ?? .unknown)
            }
        let isDrawn = ticket.joined < settings.startsAt
        return WaitingView(
            stage: stage, ticket: text ?? seals.text(ticket), holder: ticket.holder,
            joined: ticket.joined,
            drawn: isDrawn ? seed.map { $0.number(of: ticket.holder) } : nil, estimate: estimate,
            waiting: density.total, isCutOff: cutOff, note: note,
            pollSeconds: pollSeconds(stage, ticket.holder, estimate, at: now))
    }

    private func stage(_ ticket: Ticket, _ position: Position?, at now: Moment)
        -> WaitingView.Stage
    {
        guard let position, latest?.phase.seed != nil else {
            return now.wall < settings.startsAt ? .gathering : .drawing
        }
        return position <= (latest?.frontier ?? .first) ? .next : .waiting
    }

    /// Those whose turn is near ask often, all others seldom; after the start they come spread out.
    private func pollSeconds(
        _ stage: WaitingView.Stage, _ holder: Holder, _ estimate: WaitEstimate?, at now: Moment
    ) -> Int {
        let most = max(2, settings.maximumPollSeconds)
        switch stage {
        case .next: return 2
        case .drawing: return 2 + Int(holder.code.low % 3)
        case .gathering:
            let left = (settings.startsAt.rawValue - now.wall.rawValue + 999) / 1000
            guard left < Int64(most) else { return most - Int(holder.code.low % 4) }
            return min(most, Int(left) + 1 + Int(holder.code.low % 4))
        case .waiting:
            guard let least = estimate?.leastSeconds else { return min(most, 5) }
            return max(2, min(most, least / 3))
        }
    }
}
