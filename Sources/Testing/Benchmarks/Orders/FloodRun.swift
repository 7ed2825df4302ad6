internal import Foundation
internal import Journal
internal import OrderCore
package import Orders
internal import Primitives

/// What a flood reached.
package struct FloodResult: Sendable {
    /// Accepted, durable orders.
    package var orders: Int
    /// From the first order to the last answer.
    package var seconds: Double
    /// Payload bytes of each batch.
    package var batchBytes: [Int]
    /// Answers other than accepted orders.
    package var others: Int

    /// Orders a second.
    package var rate: Double { Double(orders) / seconds }
}

/// Drives a cell in this process with orders as fast as it takes them.
package struct FloodRun {
    /// The flood.
    package var shape: FloodShape
    /// How long it lasts.
    package var seconds: Double
    private let clock = SystemClock()
    /// Orders in one hand-over to the intake: what a busy event loop gathers.
    private static let group = 256

    /// Describes a run.
    package init(_ shape: FloodShape, seconds: Double) {
        self.shape = shape
        self.seconds = seconds
    }

    /// Sets the flood's sale up.
    package static func setUp(_ cell: Cell, _ shape: FloodShape) throws {
        let client = BlockingClient(cell)
        defer { client.leave() }
        let commands = shape.setUp()
        let buffer = CommandBuffer(capacity: 1 << 16)
        var answered = 0
        for start in stride(from: 0, to: commands.count, by: 500) {
            buffer.reset()
            let part = commands[start..<min(start + 500, commands.count)]
            for command in part { buffer.add(command, client: 0, token: 0) }
            guard client.submit(buffer) == nil else {
                throw BenchFailure("the cell takes no commands")
            }
            answered += part.count
            var got = 0
            while got < part.count {
                let answers = client.take(waitingAtMost: 5_000_000_000)
                guard !answers.isEmpty,
                    answers.allSatisfy({ $0.outcome == .decided && $0.decision.code == .done })
                else { throw BenchFailure("the sale could not be set up") }
                got += answers.count
            }
        }
    }

    /// Floods a new cell in `directory` and closes it.
    package func run(in directory: String, options: CellOptions) throws -> FloodResult {
        let cell = try Cell(directory: directory, options: options)
        try Self.setUp(cell, shape)
        let first = cell.journal.tail.position
        let sink = CountingSink(measuresTime: false)
        let client = cell.addClient(sink)
        var source = FloodSource(shape, seed: 618)
        let buffer = CommandBuffer(capacity: 1 << 18)
        var sent = 0
        let start = clock.monotonicNanoseconds()
        let end = start + UInt64(seconds * 1e9)
        while clock.monotonicNanoseconds() < end {
            buffer.reset()
            source.fill(CommandBufferWriter(buffer), count: Self.group, now: clock.now(), token: 0)
            while let refusal = cell.submit(buffer, client: client) {
                guard refusal == .busy else { throw BenchFailure("the cell closed") }
                // The intake is full: let the writer work, which this thread's core may be needed
                // for.
                clock.pause(nanoseconds: 100_000)
            }
            sent += Self.group
        }
        while sink.answerCount < sent { clock.pause(nanoseconds: 200_000) }
        let elapsed = Double(clock.monotonicNanoseconds() - start) / 1e9
        let accepted = sink.acceptedCount
        cell.close()
        let sizes = try Self.batchSizes(in: directory, after: first)
        return FloodResult(
            orders: accepted, seconds: elapsed, batchBytes: sizes,
            others: sent - accepted)
    }
}

extension FloodRun {
    /// Payload bytes of the batches after a position.
    static func batchSizes(in directory: String, after position: UInt64) throws -> [Int] {
        let journal = try Journal(path: directory + "/" + Cell.journalName, cell: CellID(1))
        defer { try? journal.close() }
        var sizes: [Int] = []
        _ = try unsafe journal.fold(from: position + 1, previous: nil) { _, payload in
            sizes.append(payload.count)
            return true
        }
        return sizes
    }
}
