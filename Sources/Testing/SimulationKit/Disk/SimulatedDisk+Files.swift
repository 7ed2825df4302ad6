// Plain files beside the databases, such as snapshots. A name is one for `path(_:)`.

extension SimulatedDisk {
    /// Makes `name` hold `bytes` and nothing else; not durable before `sync(_:)`, and a new name
    /// not before `syncDirectory()`.
    package func writeFile(_ name: String, _ bytes: [UInt8]) throws(DiskError) {
        let operation = DiskOperation(.write, name, length: bytes.count)
        try perform(operation) { model throws(DiskError) in
            let file = model.fileToWrite(name)
            try model.truncate(file, to: 0)
            try Self.write(bytes, at: 0, to: file, &model)
        }
    }

    /// Adds `bytes` to the end of `name`, making it where it is missing; not durable before
    /// `sync(_:)`.
    package func appendFile(_ name: String, _ bytes: [UInt8]) throws(DiskError) {
        let operation = DiskOperation(.write, name, length: bytes.count)
        try perform(operation) { model throws(DiskError) in
            let file = model.fileToWrite(name)
            try Self.write(bytes, at: model.files[file].visible.count, to: file, &model)
        }
    }

    /// All bytes of a file.
    package func readFile(_ name: String) throws(DiskError) -> [UInt8] {
        try perform(DiskOperation(.read, name)) { model throws(DiskError) in
            let file = try model.file(name)
            _ = try unsafe model.read(
                file, at: 0, into: UnsafeMutableRawBufferPointer(start: nil, count: 0))
            return model.files[file].visible
        }
    }

    /// The names of all files that begin with `prefix`, sorted.
    package func list(prefix: String = "") throws(DiskError) -> [String] {
        try perform(DiskOperation(.inspect, prefix)) { model in
            model.names.sorted.filter { $0.hasPrefix(prefix) }
        }
    }

    /// Takes a file away; durable only after `syncDirectory()`.
    package func remove(_ name: String) throws(DiskError) {
        try perform(DiskOperation(.remove, name)) { model throws(DiskError) in
            try model.remove(name)
        }
    }

    /// Moves a file to another name in one step, over a file that has it; durable only after
    /// `syncDirectory()`.
    package func rename(_ old: String, to new: String) throws(DiskError) {
        try perform(DiskOperation(.rename, old)) { model throws(DiskError) in
            try model.rename(old, to: new)
        }
    }

    /// Makes the bytes of a file durable.
    package func sync(_ name: String) throws(DiskError) {
        try perform(DiskOperation(.sync, name)) { model throws(DiskError) in
            try model.sync(try model.file(name))
        }
    }

    /// Makes creations, removals and renamings durable.
    package func syncDirectory() throws(DiskError) {
        try perform(DiskOperation(.syncDirectory)) { model throws(DiskError) in
            try model.syncNames()
        }
    }

    /// Inverts one bit of a file, 0 the least to 7, silently and wherever its bytes are kept.
    package func flipBit(_ name: String, offset: Int, bit: UInt8 = 0) throws(DiskError) {
        precondition(bit < 8)
        try withModel { model throws(DiskError) in
            let file = try model.file(name)
            guard model.files[file].flip(bit: bit, at: offset) else { throw .noSuchFile }
        }
    }

    private static func write(
        _ bytes: [UInt8], at offset: Int, to file: Int, _ model: inout DiskModel
    ) throws(DiskError) {
        try unsafe bytes.span.bytes.withUnsafeBytes { source throws(DiskError) in
            try unsafe model.write(source, at: offset, to: file)
        }
    }
}
