internal import Primitives

/// The state of a simulated disk and all its rules; knows neither threads nor SQLite.
struct DiskModel {
    /// Faults to show.
    var faults = DiskFaults()
    /// What happened so far.
    var statistics = DiskStatistics()
    /// What happened last.
    private(set) var trace: DiskTrace
    /// Whether the disk has crashed and was not restarted.
    private(set) var isDown = false

    let powersafeOverwrite: Bool
    let pendingLimit: Int
    var names: DiskNames
    /// Contents; a place without a name and a holder is empty and free.
    var files: [StoredFile] = []
    private var freeFiles: [Int] = []
    /// Holders of open files, by the number that they were given.
    var holders: [OpenFile?] = []
    private var freeHolders: [Int] = []
    /// WAL indexes, by number; one of before a crash lives until its last zombie has let go.
    var sharedMemories: [Int: SharedMemory] = [:]
    private var nextSharedMemory = 0
    /// Counts crashes: what was opened in an earlier life is dead.
    private(set) var life = 0
    /// Whether the crash happens in the operation under way.
    private(set) var isStriking = false

    // Each has a source of its own, so that how often SQLite asks changes neither faults nor
    // crashes.
    private var crashBits: SeededBits
    var faultBits: SeededBits
    private var sqliteBits: SeededBits

    init(seed: UInt64, options: DiskOptions) {
        var random = SeededRandom(seed: seed)
        crashBits = SeededBits(random.split())
        faultBits = SeededBits(random.split())
        sqliteBits = SeededBits(random.split())
        powersafeOverwrite = options.powersafeOverwrite
        pendingLimit = options.pendingLimit
        trace = DiskTrace(limit: options.traceLimit)
        names = DiskNames(pendingLimit: options.pendingLimit)
    }

    /// Runs one operation: counts it, notes it, and crashes in it when it is the one to crash in.
    mutating func perform<Result>(
        _ operation: DiskOperation, by holder: Int? = nil,
        _ body: (inout DiskModel) throws(DiskError) -> Result
    ) throws(DiskError) -> Result {
        // The dead are not counted: a zombie must not use up the plan of the living.
        if let holder { _ = try living(holder) }
        guard !isDown else { throw .down }
        statistics.add(operation.kind)
        isStriking = faults.crashesNow()
        let struck = isStriking
        defer { if struck { crash() } }
        do throws(DiskError) {
            let result = try body(&self)
            trace.add(operation, struck ? .down : nil)
            if struck { throw DiskError.down }
            return result
        } catch {
            if !struck { trace.add(operation, error) }
            throw error
        }
    }

    /// Notes what no crash happens in: closing and waiting.
    mutating func note(_ operation: DiskOperation) {
        statistics.add(operation.kind)
        trace.add(operation, nil)
    }

    /// What a holder holds; fails when it is of an earlier life, or the disk is down.
    func living(_ holder: Int) throws(DiskError) -> OpenFile {
        guard !isDown, let open = holders[holder], open.life == life else { throw .down }
        return open
    }

    /// Loses power: decides what survives, and makes everything that was open dead.
    mutating func crash() {
        guard !isDown else { return }
        isDown = true
        isStriking = false
        life += 1
        statistics.crashes += 1
        var fate = CrashFate(&crashBits, powersafeOverwrite: powersafeOverwrite)
        let survivors = names.surviving(&fate, &statistics)
        var images: [Int: Int] = [:]
        var contents: [StoredFile] = []
        var directory: [String: Int] = [:]
        // By name, as the order of a dictionary differs from run to run.
        for (name, file) in survivors.sorted(by: { $0.key < $1.key }) {
            if images[file] == nil {
                images[file] = contents.count
                contents.append(StoredFile(files[file].survivingImage(&fate, &statistics)))
            }
            directory[name] = images[file]
        }
        crashBits = fate.bits
        files = contents
        freeFiles = []
        names = DiskNames(durable: directory, pendingLimit: pendingLimit)
    }

    /// Comes back with what survived.
    mutating func restart() { isDown = false }

    /// Randomness for SQLite.
    mutating func randomBits() -> UInt64 { sqliteBits.next() }

    /// Makes an empty file without a name.
    mutating func makeFile() -> Int {
        if let free = freeFiles.popLast() { return free }
        files.append(StoredFile())
        return files.count - 1
    }

    /// Frees the places of files that nobody can reach, now or after a crash.
    mutating func freeUnreachableFiles() {
        var reachable = names.reachableFiles
        for case .some(let open) in holders where open.life == life { reachable.insert(open.file) }
        let free = Set(freeFiles)
        for file in files.indices where !reachable.contains(file) && !free.contains(file) {
            files[file] = StoredFile()
            freeFiles.append(file)
        }
    }

    /// Gives a number to a holder.
    mutating func addHolder(_ open: OpenFile) -> Int {
        if let free = freeHolders.popLast() {
            holders[free] = open
            return free
        }
        holders.append(open)
        return holders.count - 1
    }

    /// Takes the number of a holder back.
    mutating func removeHolder(_ holder: Int) {
        holders[holder] = nil
        freeHolders.append(holder)
    }

    /// Makes an empty WAL index.
    mutating func makeSharedMemory() -> Int {
        nextSharedMemory += 1
        sharedMemories[nextSharedMemory] = SharedMemory()
        return nextSharedMemory
    }
}
