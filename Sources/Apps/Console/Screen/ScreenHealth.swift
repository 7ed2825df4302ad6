internal import Boards
internal import Journal
internal import Orders
internal import Service

/// Whether all is well, for the corner of the big screen.
struct ScreenHealth: Sendable {
    /// What is not well; empty when everything is.
    var trouble: [String] = []
    /// Batches that the slowest projection is behind.
    var lag: UInt64 = 0

    /// Looks at the cell and at those who follow it.
    init(_ services: ConsoleServices) {
        let progress = services.cell.progress
        if services.cell.state != .serving { trouble.append("cell: \(services.cell.state)") }
        if let text = progress.divergence { trouble.append("standby: \(text)") }
        if let text = progress.standbyFailure { trouble.append("standby: \(text)") }
        if let text = progress.orderBookFailure { trouble.append("order book: \(text)") }
        let boards = services.boards.progress
        if let failure = boards.failure { trouble.append("boards: \(failure)") }
        let tail = services.cell.journal.tail.position
        let slowest = min(progress.orderBookPosition, boards.position)
        lag = tail > slowest ? tail - slowest : 0
    }

    var json: JSON {
        [
            "ok": .bool(trouble.isEmpty), "lag": JSON(lag),
            "trouble": .array(trouble.map { .string($0) }),
        ]
    }
}
