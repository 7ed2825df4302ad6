internal import Orders

/// Snapshots as plain files of a simulated disk.
struct SimulatedSnapshotFiles: SnapshotFiles {
    private static let folder = "snapshots/"
    private let disk: SimulatedDisk

    /// A snapshot is shorter than its reader expects.
    struct TooShort: Error {}

    /// Keeps snapshots on `disk`.
    init(_ disk: SimulatedDisk) { self.disk = disk }

    /// Names of all whole snapshots.
    func names() throws -> [String] {
        try disk.list(prefix: Self.folder).map { String($0.dropFirst(Self.folder.count)) }
            .filter { !$0.hasSuffix(".partial") }
    }

    /// Writes into a partial file, which gets its name when it is durable.
    func write(
        _ name: String, _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        var bytes: [UInt8] = []
        try unsafe body { piece in unsafe bytes.append(contentsOf: piece) }
        let partial = Self.folder + name + ".partial"
        do {
            try disk.writeFile(partial, bytes)
            try disk.sync(partial)
        } catch {
            try? disk.remove(partial)
            throw error
        }
        try disk.rename(partial, to: Self.folder + name)
        try disk.syncDirectory()
    }

    /// Reads a file from its start.
    func read(
        _ name: String, _ body: ((UnsafeMutableRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        let bytes = try disk.readFile(Self.folder + name)
        var offset = 0
        try unsafe body { target in
            guard target.count <= bytes.count - offset else { throw TooShort() }
            unsafe target.copyBytes(from: bytes[offset..<(offset + target.count)])
            offset += target.count
        }
    }

    /// Removes a file.
    func remove(_ name: String) throws {
        do throws(DiskError) {
            try disk.remove(Self.folder + name)
            try disk.syncDirectory()
        } catch {
            if error != .noSuchFile { throw error }
        }
    }

    /// Inverts a bit of the latest snapshot, if there is one; gives its position.
    func damageLatest(at place: UInt64) throws(DiskError) -> UInt64? {
        let names = try disk.list(prefix: Self.folder).filter { !$0.hasSuffix(".partial") }
        guard let latest = names.last else { return nil }
        let size = try disk.readFile(latest).count
        guard size > 0 else { return nil }
        try disk.flipBit(latest, offset: Int(place / 8 % UInt64(size)), bit: UInt8(place % 8))
        return UInt64(latest.drop { !$0.isNumber })
    }
}
