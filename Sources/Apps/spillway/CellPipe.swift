internal import Foundation
internal import Glibc
internal import Orders
internal import OrderCore
internal import Primitives

/// Carries commands from standard input to a cell, and answers to standard output.
final class CellPipe: AnswerSink {
    /// Bytes of a line at most; a longer one is answered `malformed`.
    private static let maximumLineBytes = 1 << 20
    private static let pieceBytes = 64 << 10

    private struct State {
        var waiting = 0
        var lines: [UInt8] = []
        var isEnding = false
    }

    private let cell: Cell
    private let clock = SystemClock()
    private let state = ConditionLock(State())

    init(_ cell: Cell) { self.cell = cell }

    func deliver(_ answers: ArraySlice<Answer>) {
        var lines: [UInt8] = []
        for answer in answers { lines += Self.line(PipeAnswer(answer)) }
        state.withLock { state in
            state.lines += lines
            state.waiting -= answers.count
        }
        state.broadcast()
    }

    /// Runs until the input ends and everything is answered.
    func run() {
        let client = cell.addClient(self)
        let writing = WorkThread(name: "pipe-write") { self.write() }
        put(PipeStart(cell.start))
        read(client)
        state.wait(until: { $0.waiting == 0 })
        state.withLock { $0.isEnding = true }
        state.broadcast()
        writing.join()
        cell.removeClient(client)
    }

    private func read(_ client: UInt32) {
        var pending: [UInt8] = []
        var isTooLong = false
        var piece = [UInt8](repeating: 0, count: Self.pieceBytes)
        let decoder = JSONDecoder()
        while true {
            let count = unsafe Glibc.read(STDIN_FILENO, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            for part in piece[0..<count].split(
                separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
            ).enumerated() {
                if part.offset > 0 {
                    if !isTooLong { take(pending, decoder, client) }
                    pending.removeAll(keepingCapacity: true)
                    isTooLong = false
                }
                guard !isTooLong else { continue }
                if pending.count + part.element.count > Self.maximumLineBytes {
                    isTooLong = true
                    put(PipeAnswer(malformed: "a line has at most \(Self.maximumLineBytes) bytes"))
                } else {
                    pending += part.element
                }
            }
        }
        if !isTooLong { take(pending, decoder, client) }
    }

    private func take(_ line: [UInt8], _ decoder: JSONDecoder, _ client: UInt32) {
        guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }) else { return }
        let asked: PipeCommand
        do { asked = try decoder.decode(PipeCommand.self, from: Data(line)) } catch {
            return put(PipeAnswer(malformed: "no command: \(error)"))
        }
        guard let command = asked.command(now: clock.now()) else {
            var answer = PipeAnswer(malformed: "a command has exactly one part besides its token")
            answer.token = asked.token
            return put(answer)
        }
        let buffer = CommandBuffer(capacity: 512)
        buffer.add(command, client: client, token: asked.token)
        state.withLock { $0.waiting += 1 }
        guard let refusal = cell.submit(buffer, client: client) else { return }
        let answer = Answer(
            token: asked.token, outcome: refusal, retryAfterMilliseconds: cell.options.busyRetryMilliseconds)
        deliver([answer])
    }

    private func put(_ value: some Encodable) {
        let line = Self.line(value)
        state.withLock { $0.lines += line }
        state.broadcast()
    }

    private static func line(_ value: some Encodable) -> [UInt8] {
        // These types have no value that JSON cannot say.
        let encoded = (try? JSONEncoder().encode(value)) ?? Data()
        return [UInt8](encoded) + [UInt8(ascii: "\n")]
    }

    /// Writes lines as they come, on a thread of its own: a reader that is slow or gone must not stop
    /// the cell.
    private func write() {
        while true {
            state.wait(until: { !$0.lines.isEmpty || $0.isEnding })
            let lines = state.withLock { state in
                let lines = state.lines
                state.lines = []
                return lines
            }
            if lines.isEmpty { return }
            var offset = 0
            while offset < lines.count {
                let written = unsafe lines.span.withUnsafeBytes { bytes in
                    unsafe Glibc.write(STDOUT_FILENO, bytes.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
                }
                if written < 0 && errno == EINTR { continue }
                // Nobody reads any more: what was taken in is decided all the same.
                guard written > 0 else { return discard() }
                offset += written
            }
        }
    }

    private func discard() {
        while true {
            state.wait(until: { !$0.lines.isEmpty || $0.isEnding })
            let isEnding = state.withLock { state in
                state.lines = []
                return state.isEnding
            }
            if isEnding { return }
        }
    }
}

/// The first line out.
struct PipeStart: Encodable {
    var ready = true
    var epoch: UInt64
    var position: UInt64
    var snapshot_position: UInt64
    var folded_records: UInt64
    var start_ms: Double

    init(_ start: CellStart) {
        epoch = start.epoch
        position = start.position
        snapshot_position = start.snapshotPosition
        folded_records = start.foldedRecords
        start_ms = Double(start.nanoseconds) / 1e6
    }
}
