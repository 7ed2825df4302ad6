internal import Foundation
internal import Glibc
internal import OrderCore
internal import Orders
internal import Primitives

/// Carries commands from standard input to a cell, and answers to standard output.
final class CellPipe: AnswerSink {
    /// Bytes of a line at most; a longer one is answered `malformed`.
    private static let maximumLineBytes = 1 << 20
    private static let pieceBytes = 64 << 10
    private static let linesInWrite = 256

    /// Commands taken in whose answers are not yet written, at most; beyond, no input is read, so
    /// that a client that does not read its answers fills its own pipe and not this memory.
    private static let maximumOpen = 1 << 16

    private enum Line {
        case answer(Answer)
        case text([UInt8])
    }

    private struct State {
        /// Commands without an answer yet.
        var waiting = 0
        /// Answers that are not yet written, those being written included.
        var unwritten = 0
        var lines: [Line] = []
        var isStopping = false
        var isEnding = false
        /// Whether the answers still go out.
        var isRead = true
    }

    private let cell: Cell
    private let clock = SystemClock()
    private let state = ConditionLock(State())
    /// What to read, and what becomes readable to end the reading.
    private let input: Int32
    private let wakeOut: Int32
    private let wakeIn: Int32

    init(_ cell: Cell) {
        self.cell = cell
        // Of its own, so that nothing else that closes standard input takes the number away.
        input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
        var wake: [Int32] = [-1, -1]
        let failed = unsafe pipe(&wake)
        precondition(failed == 0, "the system has no descriptor left")
        (wakeOut, wakeIn) = (wake[0], wake[1])
    }

    deinit {
        for descriptor in [input, wakeOut, wakeIn] where descriptor >= 0 { close(descriptor) }
    }

    func deliver(_ answers: ArraySlice<Answer>) {
        state.withLock { state in
            for answer in answers { state.lines.append(.answer(answer)) }
            state.unwritten += answers.count
            state.waiting -= answers.count
        }
        state.broadcast()
    }

    /// Runs until the input ends or a signal to end comes, and everything that was taken in is
    /// answered; says whether all answers were written.
    func run() -> Bool {
        let client = cell.addClient(self)
        let stopping = [SIGTERM, SIGINT, SIGHUP].filter { !Self.isIgnored($0) }.map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            signal(number, SIG_IGN)
            source.setEventHandler { self.stop() }
            source.resume()
            return source
        }
        let writing = WorkThread(name: "pipe-write") { self.write() }
        put(PipeStart(cell.start))
        read(client)
        state.wait(until: { $0.waiting == 0 })
        state.withLock { $0.isEnding = true }
        state.broadcast()
        writing.join()
        for source in stopping { source.cancel() }
        cell.removeClient(client)
        return state.withLock { $0.isRead }
    }

    /// Whether who started this program wants a signal to do nothing, as `nohup` does.
    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        _ = unsafe sigaction(number, nil, &action)
        // SIG_IGN is the number 1 in a pointer's place, which no Swift function can be.
        return unsafe withUnsafeBytes(of: action.__sigaction_handler) { handler in
            unsafe handler.load(as: Int.self) == 1
        }
    }

    /// Reads no more. Closing the input would not do: on Linux that wakes nobody who is reading it.
    private func stop() {
        state.withLock { $0.isStopping = true }
        state.broadcast()
        _ = unsafe Glibc.write(wakeIn, [0], 1)
    }

    private func read(_ client: UInt32) {
        var pending: [UInt8] = []
        var isTooLong = false
        var piece = [UInt8](repeating: 0, count: Self.pieceBytes)
        let decoder = JSONDecoder()
        while waitForInput() {
            let count = unsafe Glibc.read(input, &piece, piece.count)
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
        // The end of the input ends a line; SIGTERM may have come in the middle of one.
        if !isTooLong && !state.withLock({ $0.isStopping }) { take(pending, decoder, client) }
    }

    /// Waits until there is room for answers, and input or its end; false when it is time to stop.
    private func waitForInput() -> Bool {
        state.wait(until: { $0.isStopping || $0.waiting + $0.unwritten < Self.maximumOpen })
        var sources = [input, wakeOut].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while unsafe poll(&sources, nfds_t(sources.count), -1) < 0 && errno == EINTR {}
        return sources[1].revents == 0
    }

    private func take(_ line: [UInt8], _ decoder: JSONDecoder, _ client: UInt32) {
        guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }) else {
            return
        }
        let asked: PipeCommand
        let command: Command
        do throws(PipeRefusal) {
            asked = try PipeCommand.read(line, decoder)
            command = try asked.command(now: clock.now())
        } catch {
            return put(PipeAnswer(malformed: error.reason, token: error.token))
        }
        let buffer = CommandBuffer(capacity: 512)
        buffer.add(command, client: client, token: asked.token)
        state.withLock { $0.waiting += 1 }
        guard let refusal = cell.submit(buffer, client: client) else { return }
        let answer = Answer(
            token: asked.token, outcome: refusal,
            retryAfterMilliseconds: cell.options.busyRetryMilliseconds)
        deliver([answer])
    }

    private func put(_ value: some Encodable) {
        let line = Self.line(value, Self.encoder())
        state.withLock { state in
            state.lines.append(.text(line))
            state.unwritten += 1
        }
        state.broadcast()
    }

    private static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    private static func line(_ value: some Encodable, _ encoder: JSONEncoder) -> [UInt8] {
        // These types have no value that JSON cannot say.
        let encoded = (try? encoder.encode(value)) ?? Data()
        return [UInt8](encoded) + [UInt8(ascii: "\n")]
    }

    /// Writes lines as they come, on a thread of its own: a reader that is slow or gone must not
    /// stop the cell.
    private func write() {
        let encoder = Self.encoder()
        while true {
            state.wait(until: { !$0.lines.isEmpty || $0.isEnding })
            let lines = state.withLock { state in
                let lines = state.lines
                state.lines = []
                return lines
            }
            if lines.isEmpty { return }
            var start = 0
            while start < lines.count {
                let part = lines[start..<min(start + Self.linesInWrite, lines.count)]
                // Nobody reads any more: what was taken in is decided all the same.
                let isRead = state.withLock({ $0.isRead }) && Self.write(part, encoder)
                state.withLock { state in
                    state.isRead = isRead
                    state.unwritten -= part.count
                }
                state.broadcast()
                start += part.count
            }
        }
    }

    /// Writes some lines; false when nobody reads any more.
    private static func write(_ lines: ArraySlice<Line>, _ encoder: JSONEncoder) -> Bool {
        var bytes: [UInt8] = []
        for line in lines {
            switch line {
            case .answer(let answer): bytes += Self.line(PipeAnswer(answer), encoder)
            case .text(let text): bytes += text
            }
        }
        var offset = 0
        while offset < bytes.count {
            let written = unsafe bytes.span.withUnsafeBytes { bytes in
                unsafe Glibc.write(
                    STDOUT_FILENO, bytes.baseAddress.map { unsafe $0 + offset },
                    bytes.count - offset)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return false }
            offset += written
        }
        return true
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
