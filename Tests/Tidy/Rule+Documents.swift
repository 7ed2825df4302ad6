import Foundation

extension Rule {
    private static let topFolders = [
        "Sources/", "Tests/", "docs/", "Benchmarks/", "Samples/", "Deploy/", ".ci/",
    ]

    static let documentRules: [Rule] = [
        Rule(
            name: "documents name no file that does not exist",
            find: { repository in
                repository.texts.filter { $0.path.hasSuffix(".md") }.flatMap { file in
                    file.lines.indices.flatMap { index in
                        let line = String(file.lines[index])
                        let linked = links(line).map { resolve($0, from: file.path) }
                        return Set(linked + namedPaths(line)).sorted()
                            .filter { !$0.isEmpty && !repository.paths.contains($0) }
                            .map { path in
                                Finding(
                                    path: file.path, line: index + 1, message: "there is no \(path)"
                                )
                            }
                    }
                }
            },
            canaries: [
                ["README.md": "See [this](docs/gone.md)."],
                ["docs/a.md": "See [that](../gone.md#part)."],
                ["README.md": "It is in `Sources/Base/Gone/A.swift`."],
            ],
            innocent: [
                "README.md": """
                [a](docs/a.md#part) [b](https://example.org/x) [c](#part) `docs/a.md`.
                `Sources/<Layer>/<Module>/` and `Tests/*` are patterns, and so is docs/….
                """,
                "docs/a.md": "[up](../README.md), [here](a.md)",
            ])
    ]

    private static func links(_ line: String) -> [String] {
        line.matches(of: /\]\(([^)\s#]*)[^)]*\)/).map { String($0.1) }
            .filter { !$0.isEmpty && !$0.contains(":") }
    }

    private static func resolve(_ link: String, from document: String) -> String {
        var folders = link.hasPrefix("/") ? [] : document.split(separator: "/").dropLast()
        for part in link.split(separator: "/") where part != "." {
            if part == ".." { _ = folders.popLast() } else { folders.append(part) }
        }
        return folders.joined(separator: "/")
    }

    /// Paths from the root of the repository that stand in the text; patterns are left out.
    private static func namedPaths(_ line: String) -> [String] {
        line.split { !($0.isLetter || $0.isNumber || "._/+-<>*…".contains($0)) }.map(String.init)
            .filter { word in
                topFolders.contains { word.hasPrefix($0) } && !word.contains { "<>*…".contains($0) }
            }
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "./-")) }
    }
}
