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

    /// Writes both files, and keeps what is there of groups that were not measured now.
    ///
    /// - Parameter order: the groups; a measure's begins its id, up to the first dot.
    /// - Throws: `BenchFailure` where what is there cannot be read, rather than write over it.
    package func merge(into folder: URL, order: [String]) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard let newer = KeptReport(json: json(), markdown: markdown()) else {
            throw BenchFailure("the report cannot be taken apart")
        }
        let files = ["json", "md"].map { folder.appending(path: "\(name).\($0)") }
        var kept = newer
        if files.contains(where: { FileManager.default.fileExists(atPath: $0.path) }) {
            let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
            guard let older = KeptReport(json: texts[0], markdown: texts[1]) else {
                throw BenchFailure(
                    "\(files[0].path) and \(files[1].path) are not of one report: move them away")
            }
            kept = older
        }
        kept.replace(by: newer, order: order)
        for (file, text) in zip(files, [kept.json, kept.markdown]) {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
    }
}
