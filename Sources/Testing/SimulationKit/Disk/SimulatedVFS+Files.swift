internal import GRDBSQLite
internal import Synchronization

// The methods of an open file, as SQLite calls them.

extension SimulatedVFS {
    /// The table of the methods.
    static func ioMethods() -> sqlite3_io_methods {
        var methods = sqlite3_io_methods()
        methods.iVersion = 2
        unsafe methods.xClose = { file in
            let handle = unsafe SimulatedFile.handle(file)
            handle.disk.close(handle.holder, handle.name)
            unsafe SimulatedFile.close(file)
            return SQLITE_OK
        }
        unsafe methods.xRead = { unsafe SimulatedVFS.read($0, $1, $2, $3) }
        unsafe methods.xWrite = { unsafe SimulatedVFS.write($0, $1, $2, $3) }
        unsafe methods.xTruncate = { unsafe SimulatedVFS.truncate($0, $1) }
        unsafe methods.xSync = { file, _ in unsafe SimulatedVFS.sync(file) }
        unsafe methods.xFileSize = { unsafe SimulatedVFS.size($0, $1) }
        unsafe methods.xLock = { unsafe SimulatedVFS.lock($0, $1) }
        unsafe methods.xUnlock = { unsafe SimulatedVFS.unlock($0, $1) }
        unsafe methods.xCheckReservedLock = { unsafe SimulatedVFS.checkReserved($0, $1) }
        unsafe methods.xFileControl = { unsafe SimulatedVFS.control($0, $1, $2) }
        unsafe methods.xSectorSize = { _ in Int32(Sector.size) }
        unsafe methods.xDeviceCharacteristics = { file in
            let isSafe = unsafe SimulatedFile.handle(file).disk.options.powersafeOverwrite
            return isSafe ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0
        }
        unsafe methods.xShmMap = { unsafe SimulatedVFS.mapSharedMemory($0, $1, $2, $3, $4) }
        unsafe methods.xShmLock = { unsafe SimulatedVFS.lockSharedMemory($0, $1, $2, $3) }
        unsafe methods.xShmBarrier = { _ in
            atomicMemoryFence(ordering: .sequentiallyConsistent)
        }
        unsafe methods.xShmUnmap = { file, _ in
            let handle = unsafe SimulatedFile.handle(file)
            return SQLiteCode.from { () throws(DiskError) in
                try handle.disk.withModel { $0.unmapSharedMemory(handle.holder) }
            }
        }
        return methods
    }

    private static func read(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ target: UnsafeMutableRawPointer?,
        _ count: Int32, _ offset: Int64
    ) -> Int32 {
        let handle = unsafe SimulatedFile.handle(file)
        let target = unsafe UnsafeMutableRawBufferPointer(start: target, count: Int(count))
        do throws(DiskError) {
            let read = try handle.perform(.read, offset: Int(offset), length: Int(count)) {
                model, file throws(DiskError) in
                try unsafe model.read(file, at: Int(offset), into: target)
            }
            guard read < Int(count) else { return SQLITE_OK }
            // SQLite wants what is missing to be zeros.
            unsafe UnsafeMutableRawBufferPointer(rebasing: target[read...])
                .initializeMemory(as: UInt8.self, repeating: 0)
            return SQLiteCode.shortRead
        } catch {
            return SQLiteCode.of(error, down: SQLiteCode.readFailed)
        }
    }

    private static func write(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ source: UnsafeRawPointer?, _ count: Int32,
        _ offset: Int64
    ) -> Int32 {
        let handle = unsafe SimulatedFile.handle(file)
        let source = unsafe UnsafeRawBufferPointer(start: source, count: Int(count))
        return SQLiteCode.from(down: SQLiteCode.writeFailed) { () throws(DiskError) in
            try handle.perform(.write, offset: Int(offset), length: Int(count)) {
                model, file throws(DiskError) in
                try unsafe model.write(source, at: Int(offset), to: file)
            }
        }
    }

    private static func truncate(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ size: Int64
    ) -> Int32 {
        let handle = unsafe SimulatedFile.handle(file)
        return SQLiteCode.from { () throws(DiskError) in
            try handle.perform(.truncate, length: Int(size)) { model, file throws(DiskError) in
                try model.truncate(file, to: Int(size))
            }
        }
    }

    private static func sync(_ file: UnsafeMutablePointer<sqlite3_file>?) -> Int32 {
        let handle = unsafe SimulatedFile.handle(file)
        return SQLiteCode.from(down: SQLiteCode.syncFailed) { () throws(DiskError) in
            try handle.perform(.sync) { model, file throws(DiskError) in
                try model.sync(file, by: handle.holder)
            }
        }
    }

    private static func size(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ result: UnsafeMutablePointer<Int64>?
    ) -> Int32 {
        let handle = unsafe SimulatedFile.handle(file)
        return SQLiteCode.from { () throws(DiskError) in
            let size = try handle.perform(.inspect) { model, file in
                model.files[file].visible.count
            }
            unsafe result?.pointee = Int64(size)
        }
    }

    private static func control(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ request: Int32,
        _ argument: UnsafeMutableRawPointer?
    ) -> Int32 {
        guard request == SQLITE_FCNTL_PERSIST_WAL, let argument = unsafe argument else {
            return SQLITE_NOTFOUND
        }
        let handle = unsafe SimulatedFile.handle(file)
        let flag = unsafe argument.assumingMemoryBound(to: Int32.self)
        let wanted = unsafe flag.pointee
        return SQLiteCode.from { () throws(DiskError) in
            let keeps = try handle.disk.withModel { model in
                if wanted >= 0 { model.holders[handle.holder]?.keepsWAL = wanted != 0 }
                return model.holders[handle.holder]?.keepsWAL == true
            }
            unsafe flag.pointee = keeps ? 1 : 0
        }
    }
}
