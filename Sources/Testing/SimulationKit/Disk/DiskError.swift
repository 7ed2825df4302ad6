/// Why an operation of a `SimulatedDisk` did not succeed.
package enum DiskError: Error, Hashable, Sendable {
    /// The disk has crashed, or the file was opened before it did.
    case down
    /// No file has this name.
    case noSuchFile
    /// The disk could not read; trying again may help.
    case readFailed
    /// The disk could not write; a part may have been written.
    case writeFailed
    /// The disk could not say that the writes are durable; some may be, others never will be.
    case syncFailed
    /// The capacity of the disk is used up.
    case full
    /// Another holder of the file has a lock that excludes this one.
    case busy
}
