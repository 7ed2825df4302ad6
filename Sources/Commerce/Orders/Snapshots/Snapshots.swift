internal import Crypto
package import Journal
package import OrderCore
internal import Primitives

/// Snapshots of a core: whole states at positions of the journal, from which a start goes on.
///
/// A snapshot is never needed for the truth, which is the journal: one that is missing, damaged or
/// of another layout only makes the start longer.
package struct Snapshots: Sendable {
    private static let magic: UInt64 = 0x31504E53_57505344
    private static let prefix = "snapshot-"
    private static let pieceBytes = 1 << 20

    private let files: any SnapshotFiles
    private let kept: Int

    /// What stands in front of the state.
    private struct Head: BitwiseCopyable {
        var magic: UInt64
        var layout: UInt64
        var position: UInt64
        var digest: UInt64
        var hash: BatchHash
    }

    /// Keeps the last `kept` snapshots in `files`.
    package init(_ files: any SnapshotFiles, kept: Int = 2) {
        precondition(kept >= 1)
        self.files = files
        self.kept = kept
    }

    /// Positions of which there are snapshots, the latest first.
    package func positions() throws -> [UInt64] {
        try files.names().compactMap { name in
            name.hasPrefix(Self.prefix) ? UInt64(name.dropFirst(Self.prefix.count)) : nil
        }.sorted(by: >)
    }

    /// Writes a snapshot of a core that has folded the journal up to `position`, whose batch there
    /// has this hash; older ones beyond the kept are removed.
    package func save(_ core: borrowing OrderCore, position: UInt64, hash: BatchHash) throws {
        let head = Head(
            magic: Self.magic, layout: OrderCore.layout, position: position, digest: core.digest,
            hash: hash)
        try unsafe files.write(Self.name(position)) { sink in
            var hasher = SHA256()
            func put(_ bytes: UnsafeRawBufferPointer) throws {
                var offset = 0
                while offset < bytes.count {
                    let end = min(offset + Self.pieceBytes, bytes.count)
                    let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<end])
                    unsafe hasher.update(bufferPointer: piece)
                    try unsafe sink(piece)
                    offset = end
                }
            }
            try unsafe withUnsafeBytes(of: head) { try unsafe put($0) }
            try unsafe core.save(to: put)
            let digest = hasher.finalize()
            try unsafe digest.withUnsafeBytes { try unsafe sink($0) }
        }
        for old in try positions().dropFirst(kept) { try files.remove(Self.name(old)) }
    }

    /// Reads the snapshot at `position` into a new core.
    ///
    /// - Returns: the core and the hash of the batch at its position, or nil when the snapshot is
    ///   damaged or of another layout.
    package func load(_ position: UInt64, into core: inout OrderCore) throws -> BatchHash? {
        var head: Head?
        var isWhole = false
        try unsafe files.read(Self.name(position)) { source in
            var hasher = SHA256()
            func get(_ bytes: UnsafeMutableRawBufferPointer) throws {
                var offset = 0
                while offset < bytes.count {
                    let end = min(offset + Self.pieceBytes, bytes.count)
                    let piece = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<end])
                    try unsafe source(piece)
                    unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer(piece))
                    offset = end
                }
            }
            var read = Head(magic: 0, layout: 0, position: 0, digest: 0, hash: .zero)
            try unsafe withUnsafeMutableBytes(of: &read) { try unsafe get($0) }
            guard read.magic == Self.magic, read.layout == OrderCore.layout,
                read.position == position
            else {
                return
            }
            head = read
            try unsafe core.load(from: get)
            let digest = Array(hasher.finalize())
            var written = [UInt8](repeating: 0, count: digest.count)
            try unsafe written.withUnsafeMutableBytes { try unsafe source($0) }
            isWhole = written == digest
        }
        guard let head, isWhole, core.digest == head.digest else { return nil }
        return head.hash
    }

    private static func name(_ position: UInt64) -> String {
        let digits = String(position)
        return prefix + String(repeating: "0", count: 20 - digits.count) + digits
    }
}
