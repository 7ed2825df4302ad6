internal import Glibc
internal import Primitives

/// What the rehearsal did to the platform and when: lines of microseconds since the run began, and
/// a name. The last says that the run came to its end.
final class SaleEvents {
    /// The name of the end.
    static let end = "run ended"

    private let path: String
    private let begins: UInt64
    private let clock: any WallClock

    init(path: String, begins: UInt64, clock: any WallClock) {
        self.path = path
        self.begins = begins
        self.clock = clock
    }

    /// Writes an event down.
    func note(_ name: String) throws(RehearsalError) {
        let now = clock.monotonicNanoseconds()
        let line = "\(now > begins ? (now - begins) / 1000 : 0)\t\(name)\n"
        guard let file = unsafe fopen(path, "a") else {
            throw RehearsalError(.file, "\(path) cannot be written")
        }
        defer { unsafe fclose(file) }
        guard unsafe fputs(line, file) >= 0 else {
            throw RehearsalError(.file, "\(path) cannot be written")
        }
    }
}
