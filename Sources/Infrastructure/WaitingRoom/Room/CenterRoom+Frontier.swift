internal import Primitives

extension CenterRoom {
    /// Calls as many more as there are credits beyond those who were called and have not come.
    ///
    /// Densities are estimates and may be wrong: then a few too many are called and stand at the
    /// door, or too few and the next step calls the rest. They never decide who may come in.
    mutating func moveFrontier(at now: Moment) {
        let supply = Double(lessor.free + lessor.unused(ticks: now.ticks))
        var expected = 0.0
        var door = 0.0
        // In their order, so that the same words give the same sums to the last bit.
        let heard = edges.sorted { $0.key < $1.key }.filter { isHeard($0.value, at: now) }
        for (_, edge) in heard {
            expected += edge.expected
            door += Double(edge.door)
        }
        let extra = supply - max(expected, door)
        guard extra > 0 else {
            // While all may come in, more came than there are credits: a line begins here.
            if frontier == .last { frontier = latestArrival(at: now) }
            return
        }
        guard frontier != .last else { return }
        let next = density(at: now).advance(from: frontier, by: extra)
        for (id, edge) in heard {
            let heads = edge.density.count(after: frontier, before: next)
            if heads > 0 { edges[id]?.called.append((now.ticks, heads)) }
        }
        // Nobody waits beyond: who comes now comes in.
        frontier = max(frontier, next)
    }

    private func latestArrival(at now: Moment) -> Position {
        .arrived(
            afterMilliseconds: now.wall.rawValue - settings.startsAt.rawValue, tie: .max)
    }
}
