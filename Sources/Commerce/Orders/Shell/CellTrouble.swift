/// What somebody has to look at while a cell goes on: those who follow its journal.
package enum CellTrouble: Sendable, Hashable, CustomStringConvertible {
    /// The standby's fold differs from what the leader had.
    case diverged(String)
    /// The standby could not go on; it tries again.
    case standbyFailed(String)
    /// The order book could not go on; it tries again.
    case orderBookFailed(String)

    /// What happened and what to do.
    package var description: String {
        switch self {
        case .diverged(let why):
            "the standby diverged from the leader: \(why); no more snapshots are written: stop the "
                + "cell and check it with `spillway journal verify` and `spillway orders check`"
        case .standbyFailed(let why): "the standby failed and tries again: \(why)"
        case .orderBookFailed(let why):
            "the order book failed and tries again: \(why); if it goes on, stop the cell and make "
                + "the book anew with `spillway orders rebuild`"
        }
    }
}
