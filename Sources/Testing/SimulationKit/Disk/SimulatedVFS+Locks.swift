internal import GRDBSQLite

// The methods of an open file that keep connections apart, as SQLite calls them.

extension SimulatedVFS {
    static func lock(_ file: UnsafeMutablePointer<sqlite3_file>?, _ level: Int32) -> Int32 {
        let handle = unsafe SimulatedFile.handle(file)
        guard let level = FileLock.Level(rawValue: level) else { return SQLITE_MISUSE }
        return SQLiteCode.from { () throws(DiskError) in
            try handle.disk.withModel { model throws(DiskError) in
                try model.lock(handle.holder, to: level)
            }
        }
    }

    static func unlock(_ file: UnsafeMutablePointer<sqlite3_file>?, _ level: Int32) -> Int32 {
        let handle = unsafe SimulatedFile.handle(file)
        guard let level = FileLock.Level(rawValue: level) else { return SQLITE_MISUSE }
        return SQLiteCode.from { () throws(DiskError) in
            try handle.disk.withModel { $0.unlock(handle.holder, to: level) }
        }
    }

    static func checkReserved(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ result: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        let handle = unsafe SimulatedFile.handle(file)
        return SQLiteCode.from { () throws(DiskError) in
            let isReserved = try handle.disk.withModel { model throws(DiskError) in
                try model.isReserved(handle.holder)
            }
            unsafe result?.pointee = isReserved ? 1 : 0
        }
    }

    static func mapSharedMemory(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ region: Int32, _ size: Int32,
        _ extend: Int32, _ result: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> Int32 {
        let handle = unsafe SimulatedFile.handle(file)
        unsafe result?.pointee = nil
        return SQLiteCode.from { () throws(DiskError) in
            let address = try handle.disk.withModel { model throws(DiskError) in
                try model.mapSharedMemory(
                    handle.holder, region: Int(region), size: Int(size), extend: extend != 0)
            }
            unsafe result?.pointee = UnsafeMutableRawPointer(bitPattern: address)
        }
    }

    static func lockSharedMemory(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ first: Int32, _ count: Int32, _ flags: Int32
    ) -> Int32 {
        let handle = unsafe SimulatedFile.handle(file)
        let slots = Int(first)..<Int(first + count)
        precondition(slots.lowerBound >= 0 && slots.upperBound <= SharedMemory.slots)
        return SQLiteCode.from { () throws(DiskError) in
            try handle.disk.withModel { model throws(DiskError) in
                if flags & SQLITE_SHM_UNLOCK != 0 {
                    model.unlockSharedMemory(handle.holder, slots)
                } else {
                    try model.lockSharedMemory(
                        handle.holder, slots, exclusive: flags & SQLITE_SHM_EXCLUSIVE != 0)
                }
            }
        }
    }
}
