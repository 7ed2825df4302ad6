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
    init(_ services: ConsoleServices, _ t: Language = .english) {
        let progress = services.cell.progress
        if services.cell.state != .serving {
            trouble.append(t("cell: ", "单元：") + Self.name(services.cell.state, t))
        }
        let standby = t("standby: ", "热备：")
        if let text = progress.divergence { trouble.append(standby + text) }
        if let text = progress.standbyFailure { trouble.append(standby + text) }
        if let text = progress.orderBookFailure {
            trouble.append(t("order book: ", "订单簿：") + text)
        }
        let boards = services.boards.progress
        if let failure = boards.failure { trouble.append(t("boards: ", "看板：") + "\(failure)") }
        let tail = services.cell.journal.tail.position
        let slowest = min(progress.orderBookPosition, boards.position)
        lag = tail > slowest ? tail - slowest : 0
    }

    /// What a cell is at, in words.
    static func name(_ state: CellState, _ t: Language) -> String {
        switch state {
        case .serving: t("serving", "服务中")
        case .recovering: t("recovering", "恢复中")
        case .notLeader: t("not the leader", "已非主节点")
        case .broken: t("broken", "已损坏")
        }
    }

    var json: JSON {
        [
            "ok": .bool(trouble.isEmpty), "lag": JSON(lag),
            "trouble": .array(trouble.map { .string($0) }),
        ]
    }
}
