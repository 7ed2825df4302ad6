internal import Foundation
internal import Primitives
internal import Service

/// Buyers in the waiting room: they come before the opening, show their ticket as often as they are
/// told to, and order once with the pass that they get.
extension SaleDriver {
    /// One of so many comes only after the opening.
    private static let lateOf = 10
    /// How long after the opening the last of them comes.
    private static let lateSeconds = 3.0
    /// How long after the last phase buyers still wait.
    private static let patienceNanoseconds: UInt64 = 4_000_000_000

    /// Lets all of its buyers come.
    func comeToRoom() {
        guard let room = plan.room else { return }
        let opensAt = plan.profile.opensAt
        for number in 0..<room.buyers {
            let isLate = number % Self.lateOf == Self.lateOf - 1
            let from = isLate ? opensAt : 0
            let width = isLate ? Self.lateSeconds : max(0, opensAt - 0.2)
            let second = from + Double.random(in: 0..<1, using: &random) * width
            wait(
                room.firstBuyer + number, place(), ticket: nil,
                at: plan.beginsAt + UInt64(second * 1e9))
        }
    }

    private func wait(_ buyer: Int, _ place: Int, ticket: String?, at moment: UInt64) {
        let errand = Errand(
            .wait, due: moment, buyer: buyer, place: place,
            path: "/_edge/rooms/\(plan.room?.number ?? 0)")
        errand.proof = ticket.map { ("x-spillway-ticket", $0) }
        start(errand, at: moment)
    }

    /// What a buyer does with the room's answer.
    func queued(_ document: JSON, _ errand: Errand) {
        let now = clock.monotonicNanoseconds()
        if let text = document["pass"]?.string {
            guard let pass = ShownPass(text) else { return }
            ledger.admitted(errand.buyer, code: pass.code, serial: pass.serial)
            figures.admitted += 1
            return order(with: text, errand, now)
        }
        if let draw = document["draw"] {
            ledger.drew(
                errand.buyer, code: draw["code"]?.string ?? "",
                number: draw["number"]?.string ?? "",
                commitment: draw["commitment"]?.string ?? "")
        }
        // Whoever was sent home, or refused, leaves.
        guard let ticket = document["ticket"]?.string,
            let seconds = document["poll_seconds"]?.integer
        else { return }
        let next = now + UInt64(max(1, min(60, seconds))) * 1_000_000_000
        guard next < endsAt + Self.patienceNanoseconds else { return }
        wait(errand.buyer, errand.place, ticket: ticket, at: next)
    }

    private func order(with pass: String, _ errand: Errand, _ now: UInt64) {
        guard let room = plan.room else { return }
        let orders = order(
            .drawn, now, errand.buyer, errand.place, [(room.sku, 1)], sale: room.sale)
        for order in orders {
            order.proof = ("x-spillway-pass", pass)
            start(order)
        }
    }
}
