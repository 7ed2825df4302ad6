/// What a `sqlite3_file` refers to: a disk, which it keeps alive, and a holder on it.
final class FileHandle: Sendable {
    /// The disk.
    let disk: SimulatedDisk
    /// The holder's number on it.
    let holder: Int
    /// The name of the file.
    let name: String

    init(disk: SimulatedDisk, holder: Int, name: String) {
        self.disk = disk
        self.holder = holder
        self.name = name
    }

    /// Runs one operation of this holder on its file.
    func perform<Result: Sendable>(
        _ kind: DiskOperation.Kind, offset: Int = 0, length: Int = 0,
        _ body: (inout DiskModel, _ file: Int) throws(DiskError) -> Result
    ) throws(DiskError) -> Result {
        let operation = DiskOperation(kind, name, offset: offset, length: length)
        return try disk.perform(operation, by: holder) { model throws(DiskError) in
            try body(&model, try model.living(holder).file)
        }
    }
}
