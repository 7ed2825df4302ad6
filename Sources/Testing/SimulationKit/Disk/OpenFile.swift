/// What one holder of an open file has: in SQLite's case a connection.
struct OpenFile {
    /// The name it was opened by.
    let name: String
    /// The place of the content.
    let file: Int
    /// How often the disk had been restarted; a holder from before a crash stays dead.
    let life: Int
    /// Whether the name goes when the holder closes.
    let removeOnClose: Bool
    /// Whether the next sync makes the directory durable too. The unix VFS does so for every holder
    /// of a journal that was ready to make it, as another may have made it without syncing since.
    var syncsDirectory: Bool
    /// Whether SQLite is to leave the WAL file behind.
    var keepsWAL = false
    /// The file lock held.
    var level = FileLock.Level.none
    /// The shared memory mapped.
    var sharedMemory: Int?
    /// Slots of it held shared, a bit each.
    var sharedSlots: UInt8 = 0
    /// Slots of it held exclusively, a bit each.
    var exclusiveSlots: UInt8 = 0
}
