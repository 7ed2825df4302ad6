internal import Glibc
internal import Primitives

/// The load generator's own book: a line for every request before it is sent, and one for every
/// answer when it comes.
///
/// Fields are separated by tabs. Times are microseconds since the run began.
/// - `s` number, time, due, kind, attempt, buyer, key, content: about to be sent.
/// - `a` number, time, status, code, order, amount, replay (0 or 1): answered.
/// - `l` number, time: no answer came on that connection.
/// - `u` time, due, kind, key, content: given up; the visitor saw an error.
/// - `t` time, buyer, code, number, commitment: what a ticket said of the draw, the number as 16
///   hexadecimal digits once there is one.
/// - `p` time, buyer, code, serial: let in by the waiting room, with which credit.
/// - `z` time, sent, answered below 400, refused, lost: what an attacker did in that second.
/// - `b` time, microseconds, due, late: how far the generator was behind at most in that second,
///   how many visitors were due in it, and how many of these it began more than 100 ms late.
final class SaleLedger {
    private let descriptor: Int32
    private let begins: UInt64
    private let clock: any WallClock
    private var pending: [UInt8] = []
    private(set) var hasFailed = false

    init(path: String, begins: UInt64, clock: any WallClock) throws(RehearsalError) {
        descriptor = unsafe open(
            path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600 as mode_t)
        self.begins = begins
        self.clock = clock
        pending.reserveCapacity(1 << 20)
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw RehearsalError(.file, "the ledger \(path) cannot be started: \(reason)")
        }
    }

    deinit { close(descriptor) }

    private var now: UInt64 { microseconds(clock.monotonicNanoseconds()) }

    private func microseconds(_ moment: UInt64) -> UInt64 {
        moment > begins ? (moment - begins) / 1000 : 0
    }

    func willSend(_ number: Int, _ errand: Errand) {
        letter("s")
        field(UInt64(number))
        field(now)
        field(microseconds(errand.due))
        field(errand.kind.rawValue)
        field(UInt64(errand.attempts))
        field(UInt64(errand.buyer))
        field(errand.key)
        field(errand.content)
        pending.append(0x0A)
    }

    func answered(
        _ number: Int, status: Int, code: String, order: UInt64, amount: Int64, isReplay: Bool
    ) {
        letter("a")
        field(UInt64(number))
        field(now)
        field(UInt64(max(0, status)))
        field(code)
        field(order)
        field("\(amount)")
        field(isReplay ? "1" : "0")
        pending.append(0x0A)
    }

    func lost(_ number: Int) {
        letter("l")
        field(UInt64(number))
        field(now)
        pending.append(0x0A)
    }

    func gaveUp(_ errand: Errand) {
        letter("u")
        field(now)
        field(microseconds(errand.due))
        field(errand.kind.rawValue)
        field(errand.key)
        field(errand.content)
        pending.append(0x0A)
    }

    func drew(_ buyer: Int, code: String, number: String, commitment: String) {
        letter("t")
        field(now)
        field(UInt64(buyer))
        for text in [code, number, commitment] { field(text) }
        pending.append(0x0A)
    }

    func admitted(_ buyer: Int, code: String, serial: UInt64) {
        letter("p")
        field(now)
        field(UInt64(buyer))
        field(code)
        field(serial)
        pending.append(0x0A)
    }

    func flooded(sent: Int, through: Int, refused: Int, lost: Int) {
        letter("z")
        for value in [Int(now), sent, through, refused, lost] { field(UInt64(max(0, value))) }
        pending.append(0x0A)
    }

    func behind(nanoseconds: UInt64, due: Int, late: Int) {
        letter("b")
        field(now)
        field(nanoseconds / 1000)
        for value in [due, late] { field(UInt64(max(0, value))) }
        pending.append(0x0A)
    }

    /// Hands everything to the system; before what was written down is sent.
    func flush() {
        var offset = 0
        while offset < pending.count {
            let written = unsafe pending.withUnsafeBytes { bytes in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes.dropFirst(offset))
                return unsafe write(descriptor, rest.baseAddress, rest.count)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else {
                hasFailed = true
                break
            }
            offset += written
        }
        pending.removeAll(keepingCapacity: true)
    }

    private func letter(_ letter: Unicode.Scalar) { pending.append(UInt8(ascii: letter)) }

    private func field(_ text: String) {
        pending.append(0x09)
        for byte in text.utf8 where byte >= 0x20 { pending.append(byte) }
    }

    private func field(_ number: UInt64) {
        pending.append(0x09)
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var count = 0
        var rest = number
        repeat {
            digits[count] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
            count += 1
        } while rest > 0
        while count > 0 {
            count -= 1
            pending.append(digits[count])
        }
    }
}
