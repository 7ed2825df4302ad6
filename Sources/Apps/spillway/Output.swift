internal import Foundation
internal import Glibc
internal import Synchronization

/// What commands print.
enum Output {
    private static let pieceBytes = 64 << 10

    private struct State {
        var bytes: [UInt8] = []
        var hasFailed = false
    }

    private static let state = Mutex(State())

    /// Prints a report as JSON or as text.
    static func print(_ report: some Encodable, json: Bool, text: String) throws {
        line(json ? try Self.json(report) : text)
    }

    /// Prints a line; it is written when enough has come together, or by `finish`.
    static func line(_ text: String) {
        state.withLock { state in
            state.bytes += text.utf8
            state.bytes.append(UInt8(ascii: "\n"))
            if state.bytes.count >= pieceBytes { write(&state) }
        }
    }

    /// A value as one line of JSON with sorted keys.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Says what is under way, on standard error, so that standard output holds the report alone.
    static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Whether something that was printed could not be written.
    static var hasFailed: Bool { state.withLock { $0.hasFailed } }

    /// Writes what was printed.
    ///
    /// - Throws: `Failed` when some of it could not be written: on a full disk, or to nobody.
    static func finish() throws {
        state.withLock { write(&$0) }
        guard !hasFailed else {
            throw Failed(.data, "standard output could not be written: what it holds is not whole")
        }
    }

    private static func write(_ state: inout State) {
        if !state.hasFailed { state.hasFailed = !write(state.bytes) }
        state.bytes.removeAll(keepingCapacity: true)
    }

    /// Writes all the bytes; false where that cannot be.
    private static func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
            }
            guard written > 0 || errno == EINTR else { return false }
            rest = rest.dropFirst(max(0, written))
        }
        return true
    }
}
