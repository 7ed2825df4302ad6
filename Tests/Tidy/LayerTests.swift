import Foundation
import Testing

/// Package.swift itself: a module that looks up is refused there, by name.
@Suite struct LayerTests {
    @Test func `a module that looks up is refused`() throws {
        let manifest = try String(
            contentsOf: Repository.root.appending(path: "Package.swift"), encoding: .utf8)
        let row = #"name: "Primitives", layer: .base, uses: ["Processor""#
        try #require(manifest.contains(row))
        let folder = FileManager.default.temporaryDirectory.appending(path: "layers-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try manifest.replacing(row, with: row + #", "Orders""#).write(
            to: folder.appending(path: "Package.swift"), atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["swift", "package", "describe"]
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus != 0)
        #expect(said.contains("Primitives (base) may not look up at Orders (commerce)"), "\(said)")
    }
}
