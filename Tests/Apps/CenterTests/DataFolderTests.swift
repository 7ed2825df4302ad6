import Center
import Foundation
import Testing

/// The data folder of a center whose first start was cut off.
@Suite struct DataFolderTests {
    @Test func `what a first start left half done is begun anew, and nothing else`() throws {
        let path = FileManager.default.temporaryDirectory.path + "/folder-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = try DataFolder(path)
        defer { folder.release() }
        let files = FileManager.default
        let names = [
            "catalogue.sqlite", "catalogue.sqlite-wal", "marketing.sqlite", "identity.sqlite",
        ]
        func fill() throws {
            for name in names {
                #expect(files.createFile(atPath: path + "/" + name, contents: Data("x".utf8)))
            }
            try files.createDirectory(
                atPath: path + "/cell-1", withIntermediateDirectories: true)
        }
        func left() throws -> Set<String> { Set(try files.contentsOfDirectory(atPath: path)) }
        try fill()
        try folder.discardHalfFilled()
        #expect(try left() == Set(names + ["cell-1", "lock"]))
        try folder.beginFilling()
        try folder.discardHalfFilled()
        #expect(try left() == ["identity.sqlite", "lock"])
        try fill()
        try folder.beginFilling()
        try folder.endFilling()
        try folder.discardHalfFilled()
        #expect(try left() == Set(names + ["cell-1", "lock"]))
    }
}
