import Foundation

extension Rule {
    static let scriptRules: [Rule] = [
        Rule(
            name: "every script is sound to the shell, and to shellcheck where it is installed",
            find: { repository in
                let checkers = [["/bin/bash", "-n"], ["/usr/bin/shellcheck", "-s", "bash"]]
                    .filter { FileManager.default.isExecutableFile(atPath: $0[0]) }
                return repository.texts.filter { isScript($0.path) }.compactMap { file in
                    let text = file.lines.joined(separator: "\n")
                    return checkers.lazy.compactMap { complaint(of: $0, about: text) }.first
                        .map { Finding(path: file.path, message: $0) }
                }
            },
            canaries: [["spillway": "if true; then echo\n"], ["a.sh": "for a in; do\n"]],
            innocent: ["a.sh": "#!/bin/bash\necho \"$1\"\n", "a.txt": "if then"])
    ]

    private static func isScript(_ path: String) -> Bool {
        path.hasSuffix(".sh") || SourceFile.scripts.contains(path)
    }

    /// What the checker says of the script, nil when it is content.
    private static func complaint(of checker: [String], about script: String) -> String? {
        let place = FileManager.default.temporaryDirectory.appending(path: "tidy-\(UUID()).sh")
        defer { try? FileManager.default.removeItem(at: place) }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: checker[0])
        process.arguments = checker.dropFirst() + [place.path(percentEncoded: false)]
        process.standardOutput = output
        process.standardError = output
        do {
            try script.write(to: place, atomically: true, encoding: .utf8)
            try process.run()
            let said = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return process.terminationStatus == 0 ? nil : String(decoding: said, as: UTF8.self)
        } catch {
            return "\(checker[0]) could not check it: \(error)"
        }
    }
}
