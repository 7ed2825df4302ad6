import Foundation

/// The files of a repository by their path from its root: the real ones, or a canary's.
struct Repository: Sendable {
    /// Files whose text the rules read.
    var texts: [SourceFile] = []
    /// Every file and folder there is.
    var paths: Set<String> = []

    /// This repository, as it lies on disk.
    static let here = Repository(root: root)

    /// The folder with `Package.swift`, two above the one of this file.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A made-up repository.
    init(_ files: [String: String]) {
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
            texts.append(SourceFile(path: path, text: text))
            var folder = path
            while !folder.isEmpty {
                paths.insert(folder)
                folder = folder.split(separator: "/").dropLast().joined(separator: "/")
            }
        }
    }

    private init(root: URL) {
        walk(root, prefix: "")
        texts.sort { $0.path < $1.path }
    }

    /// Swift files below one of the folders.
    func swiftFiles(in folders: String...) -> [SourceFile] {
        texts.filter { file in
            file.isSwift && folders.contains { file.path.hasPrefix($0 + "/") }
        }
    }

    private mutating func walk(_ folder: URL, prefix: String) {
        let names =
            (try? FileManager.default.contentsOfDirectory(
                atPath: folder.path(percentEncoded: false))) ?? []
        for name in names where name != ".git" && !name.hasPrefix(".build") {
            let path = prefix + name
            let place = folder.appending(path: name)
            paths.insert(path)
            if (try? place.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
                walk(place, prefix: path + "/")
            } else if SourceFile.isReadByRules(path),
                let text = try? String(contentsOf: place, encoding: .utf8)
            {
                texts.append(SourceFile(path: path, text: text))
            }
        }
    }
}
