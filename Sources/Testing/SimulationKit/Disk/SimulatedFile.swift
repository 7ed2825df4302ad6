internal import GRDBSQLite

/// The memory behind a `sqlite3_file` that is on a simulated disk.
@unsafe struct SimulatedFile {
    /// What SQLite knows of it.
    var base: sqlite3_file
    /// A `FileHandle`, retained from opening to closing.
    var handle: UnsafeMutableRawPointer?

    /// The handle of an open file.
    static func handle(_ file: UnsafeMutablePointer<sqlite3_file>?) -> FileHandle {
        let memory = unsafe UnsafeMutableRawPointer(file)?.assumingMemoryBound(
            to: SimulatedFile.self)
        guard let handle = unsafe memory?.pointee.handle else {
            preconditionFailure("SQLite used a file that is not open")
        }
        let found = unsafe Unmanaged<FileHandle>.fromOpaque(handle).takeUnretainedValue()
        DiskRegistry.shared.setCurrent(found.disk.number)
        return found
    }

    /// Puts a handle into the memory, and the methods that go with it.
    static func open(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ handle: FileHandle,
        methods: UnsafePointer<sqlite3_io_methods>
    ) {
        unsafe UnsafeMutableRawPointer(file).initializeMemory(
            as: SimulatedFile.self,
            to: SimulatedFile(
                base: sqlite3_file(pMethods: methods),
                handle: Unmanaged.passRetained(handle).toOpaque()))
    }

    /// Takes the handle out of the memory and lets go of it.
    static func close(_ file: UnsafeMutablePointer<sqlite3_file>?) {
        let memory = unsafe UnsafeMutableRawPointer(file)?.assumingMemoryBound(
            to: SimulatedFile.self)
        guard let handle = unsafe memory?.pointee.handle else { return }
        unsafe memory?.pointee.handle = nil
        unsafe Unmanaged<FileHandle>.fromOpaque(handle).release()
    }
}
