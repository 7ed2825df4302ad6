/// The seam to where snapshots are kept.
package protocol SnapshotFiles: Sendable {
    /// Names of all snapshots, in no order.
    func names() throws -> [String]
    /// Writes one: whole and durable when this returns, absent or as it was when it throws.
    func write(_ name: String, _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void)
        throws
    /// Reads one from its start; `body` gets a function that fills a buffer or throws.
    func read(
        _ name: String, _ body: ((UnsafeMutableRawBufferPointer) throws -> Void) throws -> Void)
        throws
    /// Removes one, if it is there.
    func remove(_ name: String) throws
}
