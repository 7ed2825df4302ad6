// What can be done with files by holders and by name. All of it runs inside `perform`.

extension DiskModel {
    /// Opens a file, making it where that is wanted; gives the number of the holder.
    mutating func open(
        _ name: String, create: Bool, exclusive: Bool = false, removeOnClose: Bool = false,
        isJournal: Bool = false
    ) throws(DiskError) -> Int {
        let isNew = names[name] == nil
        guard isNew ? create : !exclusive else { throw .noSuchFile }
        let file = fileToWrite(name)
        return addHolder(
            OpenFile(
                name: name, file: file, life: life, removeOnClose: removeOnClose,
                syncsDirectory: create && isJournal))
    }

    /// Closes a holder, living or dead; gives all back that it had locked.
    mutating func close(_ holder: Int) {
        unlock(holder, to: .none)
        unmapSharedMemory(holder)
        guard let open = holders[holder] else { return }
        removeHolder(holder)
        guard open.life == life, !isDown else { return }
        if open.removeOnClose, names[open.name] == open.file { names.set(open.name, to: nil) }
        if names[open.name] != open.file { freeUnreachableFiles() }
    }

    /// Reads into `target` what there is from `offset` on; gives the number of bytes.
    mutating func read(
        _ file: Int, at offset: Int, into target: UnsafeMutableRawBufferPointer
    ) throws(DiskError) -> Int {
        guard !faults.failsRead(&faultBits) else {
            statistics.failedReads += 1
            throw .readFailed
        }
        let count = max(0, min(target.count, files[file].visible.count - offset))
        guard count > 0 else { return 0 }
        unsafe files[file].visible.withUnsafeBytes { bytes in
            let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)])
            unsafe target.copyMemory(from: part)
        }
        return count
    }

    /// Writes `source` at `offset`; a failed write leaves a part of itself.
    mutating func write(
        _ source: UnsafeRawBufferPointer, at offset: Int, to file: Int
    ) throws(DiskError) {
        let growth = offset + source.count - files[file].visible.count
        if let capacity = faults.capacityBytes, growth > 0, usedBytes + growth > capacity {
            statistics.refusedWrites += 1
            throw .full
        }
        if faults.failsWrite(&faultBits) {
            statistics.failedWrites += 1
            let pieces = Sector.pieces(of: offset..<(offset + source.count))
            for piece in pieces.prefix(faultBits.below(pieces.count + 1)) {
                let range = (piece.lowerBound - offset)..<(piece.upperBound - offset)
                let part = unsafe UnsafeRawBufferPointer(rebasing: source[range])
                unsafe files[file].write(part, at: piece.lowerBound, pendingLimit: pendingLimit)
            }
            throw .writeFailed
        }
        statistics.bytesWritten += source.count
        unsafe files[file].write(source, at: offset, pendingLimit: pendingLimit)
    }

    /// Cuts a file, or grows it by zeros.
    mutating func truncate(_ file: Int, to size: Int) throws(DiskError) {
        if let capacity = faults.capacityBytes, size > files[file].visible.count,
            usedBytes + size - files[file].visible.count > capacity
        {
            throw .full
        }
        files[file].resize(to: size, pendingLimit: pendingLimit)
    }

    /// Makes the content of a file durable, unless the disk crashes meanwhile.
    mutating func sync(_ file: Int) throws(DiskError) {
        guard !isStriking else { return }
        guard !faults.failsSync(&faultBits) else {
            statistics.failedSyncs += 1
            files[file].failSync(forgets: faults.forgetsFailedSyncs, &faultBits)
            throw .syncFailed
        }
        files[file].sync()
    }

    /// Makes the content of a holder's file durable, and at the first time of a new journal its
    /// name.
    mutating func sync(_ file: Int, by holder: Int) throws(DiskError) {
        try sync(file)
        guard holders[holder]?.syncsDirectory == true, !isStriking else { return }
        try syncNames()
        holders[holder]?.syncsDirectory = false
    }

    /// Makes all names durable, unless the disk crashes meanwhile.
    mutating func syncNames() throws(DiskError) {
        guard !isStriking else { return }
        guard !faults.failsSync(&faultBits) else {
            statistics.failedSyncs += 1
            throw .syncFailed
        }
        names.sync()
        freeUnreachableFiles()
    }

    /// Takes a name away.
    mutating func remove(_ name: String) throws(DiskError) {
        guard names[name] != nil else { throw .noSuchFile }
        names.set(name, to: nil)
    }

    /// Moves a file to another name; a file that had it loses it in the same step.
    mutating func rename(_ old: String, to new: String) throws(DiskError) {
        names.move(try file(old), from: old, to: new)
    }

    /// The file with a name.
    func file(_ name: String) throws(DiskError) -> Int {
        guard let file = names[name] else { throw .noSuchFile }
        return file
    }

    /// The file with a name; makes one where there is none.
    mutating func fileToWrite(_ name: String) -> Int {
        if let file = names[name] { return file }
        let file = makeFile()
        names.set(name, to: file)
        return file
    }

    /// Bytes of all files that have a name.
    private var usedBytes: Int {
        names.namedFiles.reduce(0) { $0 + files[$1].visible.count }
    }
}
