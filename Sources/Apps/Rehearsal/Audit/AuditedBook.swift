internal import Glibc
internal import Store

/// A book of a run as evidence: it is only read, and one that is missing is never made.
enum AuditedBook {
    /// Lets `body` read the book at `path`.
    ///
    /// - Throws: `file` with the path, where there is no such book or it cannot be read.
    static func read<Result>(_ path: String, _ body: (Connection) throws(StoreError) -> Result)
        throws(RehearsalError) -> Result
    {
        guard unsafe access(path, F_OK) == 0 else {
            throw RehearsalError(.file, "\(path) is missing: without it there is no audit")
        }
        do throws(StoreError) {
            let store = try Store(StoreConfiguration(.sqlite(path: path), access: .readOnly))
            defer { try? store.close() }
            return try store.read(body)
        } catch {
            throw RehearsalError(.file, "\(path) cannot be read: \(error)")
        }
    }
}
