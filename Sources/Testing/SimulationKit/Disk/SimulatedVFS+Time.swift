internal import GRDBSQLite
internal import Primitives

// What SQLite asks of a VFS beside files: it does not say for which, so the disk that the thread
// has used last answers, and the machine where there is none.

extension SimulatedVFS {
    static func randomness(
        _ vfs: UnsafeMutablePointer<sqlite3_vfs>?, _ count: Int32,
        _ result: UnsafeMutablePointer<CChar>?
    ) -> Int32 {
        guard let disk = DiskRegistry.shared.currentDisk else {
            let machine = unsafe Installation.of(vfs).machine
            return unsafe machine.pointee.xRandomness(machine, count, result)
        }
        let target = unsafe UnsafeMutableRawBufferPointer(start: result, count: Int(count))
        for index in target.indices {
            unsafe target[index] = UInt8(truncatingIfNeeded: disk.randomBits())
        }
        return count
    }

    static func sleep(_ vfs: UnsafeMutablePointer<sqlite3_vfs>?, _ microseconds: Int32) -> Int32 {
        guard let disk = DiskRegistry.shared.currentDisk else {
            let machine = unsafe Installation.of(vfs).machine
            return unsafe machine.pointee.xSleep(machine, microseconds)
        }
        disk.sleep(microseconds: Int(microseconds))
        return microseconds
    }

    static func currentTime(
        _ vfs: UnsafeMutablePointer<sqlite3_vfs>?, _ days: UnsafeMutablePointer<Double>?
    ) -> Int32 {
        var milliseconds: Int64 = 0
        let code = unsafe currentTimeInt64(vfs, &milliseconds)
        unsafe days?.pointee = Double(milliseconds) / 86_400_000
        return code
    }

    /// Milliseconds of the Julian day, whose epoch is noon of 24 November 4714 BC.
    static func currentTimeInt64(
        _ vfs: UnsafeMutablePointer<sqlite3_vfs>?, _ milliseconds: UnsafeMutablePointer<Int64>?
    ) -> Int32 {
        let unixEpoch: Int64 = 210_866_760_000_000
        guard let disk = DiskRegistry.shared.currentDisk else {
            unsafe milliseconds?.pointee = unixEpoch + SystemClock().now().rawValue
            return SQLITE_OK
        }
        unsafe milliseconds?.pointee = unixEpoch + (disk.options.clock?.now().rawValue ?? 0)
        return SQLITE_OK
    }
}
