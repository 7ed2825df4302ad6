package import Glibc
internal import Primitives

/// Another process, spoken to through its standard input and output.
///
/// Its output is read on a thread of its own. The process is killed when this goes, and its input
/// ends when the parent dies in whatever way, so that none is left behind.
package final class ChildProcess: Sendable {
    /// How a process ended.
    package enum Exit: Sendable, Hashable {
        /// It ended by itself with this code.
        case code(Int32)
        /// This signal ended it.
        case signal(Int32)
    }

    /// The number that the system knows it by.
    package let processID: pid_t
    private let input: Int32
    private let exit: ConditionLock<Exit?>
    private let reading: WorkThread

    /// Starts `command`, the path of an executable and its arguments; appends what it says on
    /// standard error to the file at `errors`, and gives each line of its output to `onLine`, on
    /// the thread that reads them. A line that the end cuts off is not given.
    package init(
        _ command: [String], errors: String, onLine: @escaping @Sendable ([UInt8]) -> Void
    ) throws(RehearsalError) {
        let channels = try ChildChannels(errors: errors)
        let processID: pid_t
        do { processID = try channels.spawn(command) } catch {
            channels.closeAll()
            throw error
        }
        channels.closeChildEnds()
        let exit = ConditionLock<Exit?>(nil)
        let output = channels.output
        self.processID = processID
        input = channels.input
        self.exit = exit
        reading = WorkThread(name: "child-read") {
            Self.readLines(from: output, onLine)
            close(output)
            Self.reap(processID, into: exit)
        }
    }

    deinit {
        send(signal: SIGKILL)
        close(input)
    }

    /// Writes bytes to its input, and waits while it is not read; says whether it still lives to
    /// take them.
    package func write(_ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let sent = unsafe bytes.withUnsafeBytes { bytes in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes.dropFirst(offset))
                return unsafe Glibc.send(input, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if sent < 0 && errno == EINTR { continue }
            guard sent > 0 else { return false }
            offset += sent
        }
        return true
    }

    /// Ends its input.
    package func closeInput() { shutdown(input, Int32(SHUT_WR)) }

    /// Sends a signal, unless it has ended.
    package func send(signal: Int32) {
        exit.withLock { exit in
            // Until it is reaped, which happens under this lock, the number names no other process.
            if exit == nil { kill(processID, signal) }
        }
    }

    /// How it ended, if it has.
    package var exitNow: Exit? { exit.withLock { $0 } }

    /// Waits until it has ended and all its output was given.
    @discardableResult
    package func wait() -> Exit {
        reading.join()
        return exitNow ?? .code(0)
    }

    /// Waits until it has ended, for `seconds` at most; nil when it has not.
    package func wait(atMostSeconds seconds: Double) -> Exit? {
        let ended = exit.wait(until: { $0 != nil }, atMost: UInt64(seconds * 1e9))
        return ended ? exitNow : nil
    }

    private static func readLines(from descriptor: Int32, _ give: ([UInt8]) -> Void) {
        var line: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe read(descriptor, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            var rest = piece[0..<count]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                give(line + rest[..<end])
                line.removeAll(keepingCapacity: true)
                rest = rest[(end + 1)...]
            }
            line += rest
        }
    }

    private static func reap(_ processID: pid_t, into exit: ConditionLock<Exit?>) {
        var information = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(processID), &information, WEXITED | WNOWAIT) != 0 {
            guard errno == EINTR else { break }
        }
        exit.withLock { exit in
            var status: Int32 = 0
            unsafe waitpid(processID, &status, 0)
            let signal = status & 0x7F
            exit = signal == 0 ? .code(status >> 8 & 0xFF) : .signal(signal)
        }
        exit.broadcast()
    }
}
