internal import GRDBSQLite
internal import Glibc

// What SQLite asks of a VFS about paths. Paths of the machine go on to the machine's VFS.

extension SimulatedVFS {
    static func open(
        _ vfs: UnsafeMutablePointer<sqlite3_vfs>?, _ path: UnsafePointer<CChar>?,
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        let installation = unsafe Installation.of(vfs)
        guard let place = unsafe simulated(path) else {
            let machine = unsafe installation.machine
            return unsafe machine.pointee.xOpen(machine, path, file, flags, outFlags)
        }
        guard let file = unsafe file else { return SQLITE_MISUSE }
        // SQLite closes what has methods even when opening failed.
        unsafe file.pointee.pMethods = nil
        guard let disk = DiskRegistry.shared[place.disk] else { return SQLITE_CANTOPEN }
        DiskRegistry.shared.setCurrent(disk.number)
        // Each database starts SQLite's generator anew from the disk's seed.
        if flags & SQLITE_OPEN_MAIN_DB != 0 { sqlite3_randomness(0, nil) }
        return SQLiteCode.from { () throws(DiskError) in
            let journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL
            let holder = try disk.perform(DiskOperation(.open, place.name)) {
                model throws(DiskError) in
                try model.open(
                    place.name, create: flags & SQLITE_OPEN_CREATE != 0,
                    exclusive: flags & SQLITE_OPEN_EXCLUSIVE != 0,
                    removeOnClose: flags & SQLITE_OPEN_DELETEONCLOSE != 0,
                    isJournal: flags & journals != 0)
            }
            let handle = FileHandle(disk: disk, holder: holder, name: place.name)
            unsafe SimulatedFile.open(file, handle, methods: installation.methods)
            unsafe outFlags?.pointee = flags
        }
    }

    static func remove(
        _ vfs: UnsafeMutablePointer<sqlite3_vfs>?, _ path: UnsafePointer<CChar>?, _ syncNames: Int32
    ) -> Int32 {
        guard let place = unsafe simulated(path) else {
            let machine = unsafe Installation.of(vfs).machine
            return unsafe machine.pointee.xDelete(machine, path, syncNames)
        }
        guard let disk = DiskRegistry.shared[place.disk] else { return SQLiteCode.removeFailed }
        do throws(DiskError) {
            try disk.remove(place.name)
            if syncNames != 0 { try disk.syncDirectory() }
            return SQLITE_OK
        } catch {
            if error == .noSuchFile { return SQLiteCode.noFileToRemove }
            return SQLiteCode.of(error, down: SQLiteCode.removeFailed)
        }
    }

    static func access(
        _ vfs: UnsafeMutablePointer<sqlite3_vfs>?, _ path: UnsafePointer<CChar>?, _ flags: Int32,
        _ result: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        guard let place = unsafe simulated(path) else {
            let machine = unsafe Installation.of(vfs).machine
            return unsafe machine.pointee.xAccess(machine, path, flags, result)
        }
        guard let disk = DiskRegistry.shared[place.disk] else { return SQLITE_IOERR }
        return SQLiteCode.from { () throws(DiskError) in
            // As the unix VFS has it, a file without content is not there when existence is asked
            // for.
            let found = try disk.perform(DiskOperation(.inspect, place.name)) { model in
                guard let file = model.names[place.name] else { return false }
                return flags != SQLITE_ACCESS_EXISTS || !model.files[file].visible.isEmpty
            }
            unsafe result?.pointee = found ? 1 : 0
        }
    }

    static func fullPath(
        _ vfs: UnsafeMutablePointer<sqlite3_vfs>?, _ path: UnsafePointer<CChar>?, _ room: Int32,
        _ result: UnsafeMutablePointer<CChar>?
    ) -> Int32 {
        guard unsafe simulated(path) != nil, let path = unsafe path, let result = unsafe result
        else {
            let machine = unsafe Installation.of(vfs).machine
            return unsafe machine.pointee.xFullPathname(machine, path, room, result)
        }
        let length = unsafe strlen(path) + 1
        guard length <= Int(room) else { return SQLITE_CANTOPEN }
        unsafe result.update(from: path, count: length)
        return SQLITE_OK
    }

    private static func simulated(_ path: UnsafePointer<CChar>?) -> DiskPath? {
        // Temporary files have no path, and stay on the machine.
        guard let path = unsafe path,
            unsafe strncmp(path, DiskPath.prefix, DiskPath.prefix.utf8.count) == 0
        else { return nil }
        return unsafe DiskPath(String(cString: path))
    }
}
