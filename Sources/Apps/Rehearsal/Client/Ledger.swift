internal import Foundation
internal import Glibc
package import Primitives

/// The client's own book: every request is in it before it is sent, every answer when it comes.
///
/// A file of JSON lines that only grows, and the same in memory. It belongs to another process than
/// the cell's, so a cell that is killed cannot take it along.
package final class Ledger: Sendable {
    /// The file's name in a run's folder.
    package static let fileName = "ledger.jsonl"

    private struct State {
        var entries: [LedgerEntry] = []
        var life = 0
        var failed = false
    }

    private let descriptor: Int32
    private let began: UInt64
    private let clock: any WallClock
    private let state = ConditionLock(State())

    /// Starts a ledger in the file at `path`; there must be none.
    package init(path: String, clock: any WallClock = SystemClock()) throws(RehearsalError) {
        descriptor = unsafe open(
            path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600 as mode_t)
        self.clock = clock
        began = clock.monotonicNanoseconds()
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw RehearsalError(.file, "the ledger \(path) cannot be started: \(reason)")
        }
    }

    deinit { close(descriptor) }

    /// Everything so far.
    package var entries: [LedgerEntry] { state.withLock { $0.entries } }

    /// Whether a line could not be written: what is in the file is then not the whole truth.
    package var hasFailed: Bool { state.withLock { $0.failed } }

    /// Writes requests down that are about to be sent; gives the lines to send.
    package func willSend(_ requests: [Request]) -> [UInt8] {
        let encoder = JSONEncoder()
        let lines = requests.map { (try? encoder.encode($0)).map { [UInt8]($0) } ?? [] }
        let at = now
        state.withLock { state in
            var text: [UInt8] = []
            for (request, line) in zip(requests, lines) {
                state.entries.append(LedgerEntry(at: at, life: state.life, sent: request))
                text +=
                    Array("{\"at\":\(at),\"life\":\(state.life),\"sent\":".utf8) + line
                    + Array("}\n".utf8)
            }
            append(text, &state)
        }
        return Array(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
    }

    /// Writes a line down that came; gives it as an answer, if it is one.
    package func received(_ line: [UInt8]) -> Reply? {
        let reply = try? JSONDecoder().decode(Reply.self, from: Data(line))
        let at = now
        state.withLock { state in
            guard let reply else {
                return add(
                    LedgerEntry(
                        at: at, life: state.life, garbage: String(decoding: line, as: UTF8.self)),
                    &state)
            }
            state.entries.append(LedgerEntry(at: at, life: state.life, got: reply))
            append(
                Array("{\"at\":\(at),\"life\":\(state.life),\"got\":".utf8) + line
                    + Array("}\n".utf8), &state)
        }
        return reply
    }

    /// Writes an event down; `ready` starts the next life.
    package func note(_ event: String) {
        let at = now
        state.withLock { state in
            if event == "ready" { state.life += 1 }
            add(LedgerEntry(at: at, life: state.life, event: event), &state)
        }
    }

    /// Reads a ledger's file.
    package static func read(path: String) throws(RehearsalError) -> [LedgerEntry] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RehearsalError(.file, "there is no ledger at \(path)")
        }
        let decoder = JSONDecoder()
        var entries: [LedgerEntry] = []
        for line in data.split(separator: UInt8(ascii: "\n")) {
            do { entries.append(try decoder.decode(LedgerEntry.self, from: line)) } catch {
                throw RehearsalError(
                    .file, "line \(entries.count + 1) of \(path) is no entry: \(error)")
            }
        }
        return entries
    }

    private var now: UInt64 { (clock.monotonicNanoseconds() - began) / 1000 }

    private func add(_ entry: LedgerEntry, _ state: inout State) {
        state.entries.append(entry)
        let line = (try? JSONEncoder().encode(entry)).map { [UInt8]($0) } ?? []
        append(line + [UInt8(ascii: "\n")], &state)
    }

    private func append(_ text: [UInt8], _ state: inout State) {
        var offset = 0
        while offset < text.count {
            let written = unsafe text.withUnsafeBytes { bytes in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes.dropFirst(offset))
                return unsafe write(descriptor, rest.baseAddress, rest.count)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return state.failed = true }
            offset += written
        }
    }
}
