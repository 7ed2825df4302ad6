import Foundation
import Store

/// A directory for one test's database, removed with the object.
final class TemporaryStore {
    let path: String
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(
            path: "store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.appending(path: "test.sqlite").path
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// Opens the database, with what the test changes in its configuration.
    func open(
        _ migrations: [Migration] = [], _ change: (inout StoreConfiguration) -> Void = { _ in }
    ) throws -> Store {
        var configuration = StoreConfiguration(.sqlite(path: path))
        change(&configuration)
        return try Store(configuration, migrations: migrations)
    }
}

extension TemporaryStore {
    /// Puts `bytes` where the database would be.
    func write(_ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}
