internal import Boards
internal import Checkout
internal import Events
internal import Journal
internal import Orders
internal import Service

/// The gauges of a center's parts.
enum CenterMetrics {
    static func register(_ parts: CenterParts, _ metrics: Metrics) {
        let cell = parts.cell
        metrics.gauge("cell_journal_position", "The last durable batch.") {
            Double(cell.journal.tail.position)
        }
        metrics.gauge("cell_batches", "Batches committed since the start.") {
            Double(cell.statistics.batches)
        }
        metrics.gauge("cell_journal_bytes", "Bytes committed since the start.") {
            Double(cell.statistics.bytes)
        }
        metrics.gauge("cell_answers", "Commands answered since the start.") {
            Double(cell.statistics.answers)
        }
        metrics.gauge("cell_commit_seconds", "Time spent in commits since the start.") {
            Double(cell.statistics.commitNanoseconds) / 1e9
        }
        metrics.gauge("cell_recoveries", "Rebuilds of the core since the start.") {
            Double(cell.statistics.recoveries)
        }
        metrics.gauge("standby_lag_batches", "Batches that the standby has not folded.") {
            let progress = cell.progress
            return Double(progress.journalPosition &- progress.standbyPosition)
        }
        metrics.gauge("order_book_lag_batches", "Batches that the order book has not folded.") {
            let progress = cell.progress
            return Double(progress.journalPosition &- progress.orderBookPosition)
        }
        metrics.gauge("boards_lag_batches", "Batches that the boards have not folded.") {
            Double(cell.journal.tail.position) - Double(parts.boards.progress.position)
        }
        metrics.gauge("event_listeners", "Streams of events that are open.") {
            Double(parts.events.listeners)
        }
    }
}
