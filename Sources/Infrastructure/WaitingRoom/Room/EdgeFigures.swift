/// What the center knows of one edge's half of a room.
package struct EdgeFigures: Sendable, Hashable {
    /// The edge.
    package var edge: EdgeID
    /// Whether it reported within `CenterRoom.silenceMilliseconds`.
    package var isHeard: Bool
    /// Who waits there, by its last report.
    package var waiting: Int
    /// Credits that it holds and has not used, as far as is known here.
    package var credits: Int
}

extension CenterRoom {
    /// Every edge that reported, by its number.
    package func edgeFigures(at now: Moment) -> [EdgeFigures] {
        edges.sorted { $0.key < $1.key }.map { id, view in
            EdgeFigures(
                edge: id, isHeard: isHeard(view, at: now), waiting: view.density.total,
                credits: Int(clamping: lessor.unused(by: id, ticks: now.ticks)))
        }
    }
}
