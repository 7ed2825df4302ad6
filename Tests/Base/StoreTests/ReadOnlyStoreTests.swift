import Foundation
import Store
import Testing

/// A store that only reads makes nothing, and takes no file for another.
@Suite struct ReadOnlyStoreTests {
    private static let steps = [Migration(1, "first", "CREATE TABLE a (x BIGINT)")]
    private let folder = FileManager.default.temporaryDirectory.path + "/read-only-\(UUID())"

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    @Test(arguments: ["plain", "a?b=c", "a#b", "100%25"])
    func `a file of any name is read, and nothing is left beside it`(name: String) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/" + name
        try Store(StoreConfiguration(.sqlite(path: path)), migrations: Self.steps).close()
        let store = try Store(
            StoreConfiguration(.sqlite(path: path), access: .readOnly), migrations: Self.steps)
        #expect(try store.schemaVersion() == 1)
        let error = #expect(throws: StoreError.self) {
            try store.write { connection throws(StoreError) in
                try connection.execute("INSERT INTO a VALUES (1)")
            }
        }
        #expect(error?.code == .readOnly)
        try store.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])
    }

    @Test func `a file that is not there is not made`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let configuration = StoreConfiguration(.sqlite(path: folder + "/gone"), access: .readOnly)
        let error = #expect(throws: StoreError.self) {
            try Store(configuration, migrations: Self.steps)
        }
        #expect(error?.code == .cannotOpen)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }

    @Test func `other tables, newer and older ones are told apart`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/file"
        try Store(StoreConfiguration(.sqlite(path: path)), migrations: Self.steps).close()
        let second = Migration(2, "second", "CREATE TABLE b (x BIGINT)")
        let other = Migration(1, "other", "CREATE TABLE c (x BIGINT)")
        for (steps, code) in [
            ([other], StoreError.Code.otherSchema), (Self.steps + [second], .otherSchema),
        ] {
            let error = #expect(throws: StoreError.self) {
                try Store(
                    StoreConfiguration(.sqlite(path: path), access: .readOnly), migrations: steps)
            }
            #expect(error?.code == code)
        }
        try Store(StoreConfiguration(.sqlite(path: path)), migrations: Self.steps + [second])
            .close()
        let error = #expect(throws: StoreError.self) {
            try Store(
                StoreConfiguration(.sqlite(path: path), access: .readOnly), migrations: Self.steps)
        }
        #expect(error?.code == .newerSchema)
    }
}
