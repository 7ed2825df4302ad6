internal import OrderCore
package import Orders
internal import Primitives

/// One client that sends an order, looks for the answer without sleeping, and sends the next.
package struct LoneRun {
    /// How long it lasts.
    package var seconds: Double

    /// Describes a run.
    package init(seconds: Double) { self.seconds = seconds }

    /// Runs against a new cell; gives orders a second and the payload bytes of each batch.
    package func run(in directory: String, options: CellOptions) throws -> (
        rate: Double, batchBytes: Int
    ) {
        let clock = SystemClock()
        let cell = try Cell(directory: directory, options: options)
        let shape = FloodShape()
        try FloodRun.setUp(cell, shape)
        let client = BlockingClient(cell)
        var source = FloodSource(shape, seed: 1)
        let buffer = CommandBuffer(capacity: 4096)
        var orders = 0
        let before = cell.statistics
        let start = clock.monotonicNanoseconds()
        let end = start + UInt64(seconds * 1e9)
        while clock.monotonicNanoseconds() < end {
            buffer.reset()
            source.fill(CommandBufferWriter(buffer), count: 1, now: clock.now(), token: 1)
            guard client.submit(buffer) == nil else {
                throw BenchFailure("the cell takes no orders")
            }
            var answers = 0
            while answers == 0 { answers = client.take(waitingAtMost: 0).count }
            orders += answers
        }
        let elapsed = Double(clock.monotonicNanoseconds() - start) / 1e9
        let after = cell.statistics
        cell.close()
        let batches = Int(after.batches - before.batches)
        return (Double(orders) / elapsed, Int(after.bytes - before.bytes) / max(1, batches))
    }
}
