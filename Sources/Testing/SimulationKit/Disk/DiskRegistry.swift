internal import Glibc
internal import Synchronization

/// The living disks of the process: how SQLite's callbacks find the one that a path names.
final class DiskRegistry: Sendable {
    private struct Entry {
        weak var disk: SimulatedDisk?
    }

    /// The one registry; SQLite has one list of VFSs, too.
    static let shared = DiskRegistry()

    private let entries = Mutex<[Int: Entry]>([:])
    private let lastNumber = Atomic<Int>(0)
    private let current: pthread_key_t

    private init() {
        var key = pthread_key_t()
        let failed = unsafe pthread_key_create(&key, nil)
        precondition(failed == 0, "the system has no thread key left")
        current = key
    }

    /// A number that no disk had before.
    func nextNumber() -> Int { lastNumber.add(1, ordering: .relaxed).newValue }

    /// Makes a disk known.
    func add(_ disk: SimulatedDisk) {
        entries.withLock { $0[disk.number] = Entry(disk: disk) }
    }

    /// Forgets a disk.
    func remove(_ number: Int) { entries.withLock { $0[number] = nil } }

    /// The disk with a number, if it lives.
    subscript(number: Int) -> SimulatedDisk? { entries.withLock { $0[number]?.disk } }

    /// Notes which disk this thread has used last; 0 for the machine's.
    func setCurrent(_ number: Int) {
        _ = unsafe pthread_setspecific(current, UnsafeRawPointer(bitPattern: number))
    }

    /// The disk that this thread has used last. SQLite asks for time, sleep and randomness without
    /// saying for which file.
    var currentDisk: SimulatedDisk? {
        let number = unsafe Int(bitPattern: pthread_getspecific(current))
        return number == 0 ? nil : self[number]
    }
}
