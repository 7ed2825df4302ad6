/// The directory of a disk: which name means which file, now and after the worst crash.
struct DiskNames {
    /// A change of the directory that is done whole or not at all: a renaming changes two names.
    private typealias Change = [(name: String, file: Int?)]

    private var visible: [String: Int] = [:]
    private var durable: [String: Int] = [:]
    private var pending: [Change] = []
    private let pendingLimit: Int

    init(pendingLimit: Int) { self.pendingLimit = pendingLimit }

    /// The directory after a restart: what survived is durable.
    init(durable names: [String: Int], pendingLimit: Int) {
        visible = names
        durable = names
        self.pendingLimit = pendingLimit
    }

    /// The file that has a name.
    subscript(name: String) -> Int? { visible[name] }

    /// All names, sorted.
    var sorted: [String] { visible.keys.sorted() }

    /// The files that have a name now.
    var namedFiles: Dictionary<String, Int>.Values { visible.values }

    /// The files that have a name now or may have one after a crash.
    var reachableFiles: Set<Int> {
        var files = Set(visible.values).union(durable.values)
        for change in pending { files.formUnion(change.compactMap(\.file)) }
        return files
    }

    /// Gives a name to a file, or takes it away; volatile until a sync.
    mutating func set(_ name: String, to file: Int?) { make([(name, file)]) }

    /// Moves a file to another name in one step; volatile until a sync.
    mutating func move(_ file: Int, from old: String, to new: String) {
        make(old == new ? [(new, file)] : [(old, nil), (new, file)])
    }

    /// Makes all changes durable.
    mutating func sync() {
        durable = visible
        pending.removeAll()
    }

    /// Decides which changes a crash leaves, and says what the directory then is.
    func surviving(_ fate: inout CrashFate, _ statistics: inout DiskStatistics) -> [String: Int] {
        var names = durable
        for change in pending {
            guard fate.drawsKept() else {
                statistics.lostNameChanges += 1
                continue
            }
            for (name, file) in change { names[name] = file }
        }
        return names
    }

    private mutating func make(_ change: Change) {
        for (name, file) in change { visible[name] = file }
        pending.append(change)
        guard pending.count > pendingLimit else { return }
        let older = pending.count / 2
        for (name, file) in pending[..<older].joined() { durable[name] = file }
        pending.removeSubrange(..<older)
    }
}
