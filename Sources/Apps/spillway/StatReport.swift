internal import Journal

/// What `spillway journal stat` says.
struct StatReport: Encodable {
    struct Epoch: Encodable {
        var epoch: UInt64
        var first_position: UInt64
        var last_position: UInt64
        var batches: UInt64
        var bytes: UInt64
    }

    var batches: UInt64
    var bytes: UInt64
    var first_position: UInt64?
    var last_position: UInt64?
    var mean_batch_bytes: Double
    var database_bytes: Int
    var log_bytes: Int
    var epochs: [Epoch]

    init(_ statistics: JournalStatistics) {
        batches = statistics.batches
        bytes = statistics.bytes
        first_position = statistics.firstPosition
        last_position = statistics.lastPosition
        mean_batch_bytes = statistics.meanBatchBytes
        database_bytes = statistics.databaseBytes
        log_bytes = statistics.logBytes
        epochs = statistics.epochs.map {
            Epoch(
                epoch: $0.epoch, first_position: $0.firstPosition, last_position: $0.lastPosition,
                batches: $0.batches, bytes: $0.bytes)
        }
    }

    var text: String {
        var lines = [
            "batches     \(batches), \(bytes) bytes, \(Int(mean_batch_bytes)) on average",
            "positions   \(first_position ?? 0) to \(last_position ?? 0)",
            "on disk     \(database_bytes) bytes, and \(log_bytes) in the write-ahead log",
        ]
        lines += epochs.map {
            "epoch \($0.epoch)     \($0.batches) batches, "
                + "positions \($0.first_position) to \($0.last_position)"
        }
        return lines.joined(separator: "\n")
    }
}
