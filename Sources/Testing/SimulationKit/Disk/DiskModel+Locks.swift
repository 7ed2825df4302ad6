// The locks of SQLite's connections. They are no operations of the disk: a plan does not count
// them.

extension DiskModel {
    /// Raises the file lock of a holder; fails with `busy` when another is in the way.
    mutating func lock(_ holder: Int, to level: FileLock.Level) throws(DiskError) {
        let open = try living(holder)
        guard level > open.level else { return }
        let reached = files[open.file].lock.raise(holder, from: open.level, to: level)
        holders[holder]?.level = reached
        guard reached == level else { throw .busy }
    }

    /// Lowers the file lock of a holder; does nothing for a dead one.
    mutating func unlock(_ holder: Int, to level: FileLock.Level) {
        guard let open = holders[holder], open.life == life, !isDown, level < open.level else {
            return
        }
        files[open.file].lock.lower(holder, from: open.level, to: level)
        holders[holder]?.level = level
    }

    /// Whether some connection to the file of a holder is about to write.
    func isReserved(_ holder: Int) throws(DiskError) -> Bool {
        files[try living(holder).file].lock.isReserved
    }

    /// The address of a region of the WAL index of the holder's file, as a number; 0 when there is
    /// none and `extend` does not ask for one.
    mutating func mapSharedMemory(
        _ holder: Int, region: Int, size: Int, extend: Bool
    ) throws(DiskError) -> UInt {
        let open = try living(holder)
        let memory: Int
        if let mapped = open.sharedMemory {
            memory = mapped
        } else {
            memory = files[open.file].sharedMemory ?? makeSharedMemory()
            files[open.file].sharedMemory = memory
            holders[holder]?.sharedMemory = memory
            sharedMemories[memory]?.users += 1
        }
        let address = unsafe sharedMemories[memory]?.region(region, size: size, extend: extend)
        return UInt(bitPattern: address)
    }

    /// Takes locks of the WAL index; fails with `busy` when another is in the way.
    mutating func lockSharedMemory(
        _ holder: Int, _ slots: Range<Int>, exclusive: Bool
    ) throws(DiskError) {
        let open = try living(holder)
        guard let memory = open.sharedMemory else { throw .busy }
        if exclusive {
            guard sharedMemories[memory]?.exclude(slots, by: holder) == true else { throw .busy }
            holders[holder]?.exclusiveSlots |= Self.mask(slots)
        } else {
            let slot = slots.lowerBound
            guard open.sharedSlots & Self.mask(slots) == 0 else { return }
            guard sharedMemories[memory]?.share(slot, by: holder) == true else { throw .busy }
            holders[holder]?.sharedSlots |= Self.mask(slots)
        }
    }

    /// Gives locks of the WAL index back; dead holders may.
    mutating func unlockSharedMemory(_ holder: Int, _ slots: Range<Int>) {
        guard let open = holders[holder], let memory = open.sharedMemory else { return }
        for slot in slots {
            let bit = UInt8(1) << UInt8(slot)
            if open.sharedSlots & bit != 0 { sharedMemories[memory]?.unshare(slot) }
            if open.exclusiveSlots & bit != 0 { sharedMemories[memory]?.include(slot) }
        }
        holders[holder]?.sharedSlots &= ~Self.mask(slots)
        holders[holder]?.exclusiveSlots &= ~Self.mask(slots)
    }

    /// Lets go of the WAL index; the last to do so frees it. Dead holders may.
    mutating func unmapSharedMemory(_ holder: Int) {
        unlockSharedMemory(holder, 0..<SharedMemory.slots)
        guard let open = holders[holder], let memory = open.sharedMemory else { return }
        holders[holder]?.sharedMemory = nil
        sharedMemories[memory]?.users -= 1
        guard sharedMemories[memory]?.users == 0 else { return }
        sharedMemories[memory]?.free()
        sharedMemories[memory] = nil
        if open.life == life, !isDown { files[open.file].sharedMemory = nil }
    }

    private static func mask(_ slots: Range<Int>) -> UInt8 {
        slots.reduce(0) { $0 | 1 << UInt8($1) }
    }
}
