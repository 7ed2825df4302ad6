private import Processor

/// Has a part of a file written that is still in memory, and waits for it; says whether that
/// worked.
///
/// Unlike a sync it does not wait for the file system's journal, in whose queue other files' syncs
/// stand. It makes nothing durable: sync the file at the end.
package func writeBack(_ file: Int32, offset: Int, length: Int) -> Bool {
    spillway_write_back(file, Int64(offset), Int64(length)) == 0
}
