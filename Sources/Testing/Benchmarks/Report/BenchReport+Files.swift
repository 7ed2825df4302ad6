package import Foundation

extension BenchReport {
    /// Writes `<name>.json` and `<name>.md` into a folder, which is made where it is missing.
    package func write(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (ending, text) in [("json", json()), ("md", markdown())] {
            let file = folder.appending(path: "\(name).\(ending)")
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
    }
}
