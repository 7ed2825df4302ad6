internal import GRDBSQLite

/// The VFS through which SQLite reaches simulated disks, and the machine's files as before.
///
/// It is SQLite's default once installed, so that whoever opens a database by its path alone, as
/// GRDB does, is led to the right place by that path.
enum SimulatedVFS {
    /// The name under which SQLite lists it.
    static let name = "spillway-simulation"

    /// Makes the VFS known to SQLite, the first time it is called.
    static func install() { precondition(installed, "SQLite has no VFS of its own") }

    private static let installed: Bool = {
        guard let machine = unsafe sqlite3_vfs_find(nil) else { return false }
        // SQLite seeds its generator anew when the machine's VFS is first asked for randomness in a
        // process, which must not happen in the middle of a run.
        var bits: UInt64 = 0
        unsafe withUnsafeMutableBytes(of: &bits) { bytes in
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            _ = unsafe machine.pointee.xRandomness(machine, Int32(bytes.count), start)
        }
        // Neither is ever freed: SQLite may use both until the process ends.
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        unsafe methods.initialize(to: ioMethods())
        let installation = UnsafeMutablePointer<Installation>.allocate(capacity: 1)
        unsafe installation.initialize(to: Installation(machine: machine, methods: methods))
        let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        unsafe vfs.initialize(to: description(installation))
        return unsafe sqlite3_vfs_register(vfs, 1) == SQLITE_OK
    }()

    /// What the callbacks of the VFS need.
    @unsafe struct Installation {
        /// The VFS for files of the machine.
        let machine: UnsafeMutablePointer<sqlite3_vfs>
        /// The methods of simulated files.
        let methods: UnsafePointer<sqlite3_io_methods>

        /// What the VFS was installed with.
        static func of(_ vfs: UnsafeMutablePointer<sqlite3_vfs>?) -> Installation {
            guard let data = unsafe vfs?.pointee.pAppData else {
                preconditionFailure("SQLite called without the VFS that it was given")
            }
            return unsafe data.assumingMemoryBound(to: Installation.self).pointee
        }
    }

    private static func description(
        _ installation: UnsafeMutablePointer<Installation>
    ) -> sqlite3_vfs {
        let machine = unsafe installation.pointee.machine
        var vfs = unsafe sqlite3_vfs()
        unsafe vfs.iVersion = 2
        unsafe vfs.szOsFile = max(
            Int32(MemoryLayout<SimulatedFile>.size), machine.pointee.szOsFile)
        unsafe vfs.mxPathname = machine.pointee.mxPathname
        unsafe vfs.pAppData = UnsafeMutableRawPointer(installation)
        // SQLite keeps the pointer for ever.
        let name = UnsafeMutableBufferPointer<CChar>.allocate(capacity: Self.name.utf8.count + 1)
        _ = unsafe name.initialize(from: Self.name.utf8CString)
        unsafe vfs.zName = UnsafePointer(name.baseAddress)
        unsafe vfs.xOpen = { unsafe SimulatedVFS.open($0, $1, $2, $3, $4) }
        unsafe vfs.xDelete = { unsafe SimulatedVFS.remove($0, $1, $2) }
        unsafe vfs.xAccess = { unsafe SimulatedVFS.access($0, $1, $2, $3) }
        unsafe vfs.xFullPathname = { unsafe SimulatedVFS.fullPath($0, $1, $2, $3) }
        unsafe vfs.xRandomness = { unsafe SimulatedVFS.randomness($0, $1, $2) }
        unsafe vfs.xSleep = { unsafe SimulatedVFS.sleep($0, $1) }
        unsafe vfs.xCurrentTime = { unsafe SimulatedVFS.currentTime($0, $1) }
        unsafe vfs.xCurrentTimeInt64 = { unsafe SimulatedVFS.currentTimeInt64($0, $1) }
        unsafe delegateTheRest(&vfs)
        return unsafe vfs
    }

    private static func delegateTheRest(_ vfs: inout sqlite3_vfs) {
        unsafe vfs.xDlOpen = { vfs, path in
            let machine = unsafe SimulatedVFS.Installation.of(vfs).machine
            return unsafe machine.pointee.xDlOpen(machine, path)
        }
        unsafe vfs.xDlError = { vfs, count, message in
            let machine = unsafe SimulatedVFS.Installation.of(vfs).machine
            unsafe machine.pointee.xDlError(machine, count, message)
        }
        unsafe vfs.xDlSym = { vfs, library, symbol in
            let machine = unsafe SimulatedVFS.Installation.of(vfs).machine
            return unsafe machine.pointee.xDlSym(machine, library, symbol)
        }
        unsafe vfs.xDlClose = { vfs, library in
            let machine = unsafe SimulatedVFS.Installation.of(vfs).machine
            unsafe machine.pointee.xDlClose(machine, library)
        }
        unsafe vfs.xGetLastError = { vfs, count, message in
            let machine = unsafe SimulatedVFS.Installation.of(vfs).machine
            return unsafe machine.pointee.xGetLastError(machine, count, message)
        }
    }
}
