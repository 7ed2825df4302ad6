import Foundation

extension Rule {
    private static let vagueNames = ["util", "helper", "common", "manager"]

    static let layoutRules: [Rule] = [
        Rule(
            name: "names say what a file is for",
            find: { repository in
                repository.paths.filter { $0.hasPrefix("Sources/") || $0.hasPrefix("Tests/") }
                    .sorted()
                    .compactMap { path in
                        let name = path.split(separator: "/").last.map(String.init) ?? path
                        return vagueNames.first { name.lowercased().contains($0) }.map {
                            Finding(
                                path: path, message: "\"\($0)\" says nothing: name what it does")
                        }
                    }
            },
            canaries: ["StringUtils", "Helpers", "Common", "OrderManager"]
                .map { ["Sources/A/B/\($0).swift": "let a = 1"] },
            innocent: ["Sources/A/B/Orders.swift": "let helper = Manager()"]),
        Rule(
            name: "every module folder is a row of Package.swift and the other way round",
            find: { repository in
                let rows = Set(moduleFolders(repository))
                let folders = Set(
                    repository.paths.filter { depth($0) == 3 && $0.hasPrefix("Sources/") })
                let stray = repository.swiftFiles(in: "Sources").filter { depth($0.path) < 4 }.map(
                    \.path)
                return folders.subtracting(rows).subtracting(stray).sorted()
                    .map { Finding(path: $0, message: "is no module of Package.swift") }
                    + rows.subtracting(folders).sorted()
                    .map {
                        Finding(
                            path: $0,
                            message: "is a row of Package.swift, but there is no such folder")
                    }
                    + stray.map { Finding(path: $0, message: "belongs to no module") }
            },
            canaries: [
                ["Sources/Base/Store/A.swift": "let a = 1"],
                ["Package.swift": "Module(\n    name: \"Store\", layer: .base, uses: [])"],
                ["Sources/A.swift": "let a = 1"],
            ],
            innocent: [
                "Package.swift": "Module(\n    name: \"Store\", layer: .base)",
                "Sources/Base/Store/A.swift": "let a = 1",
            ]),
        Rule(
            name: "every test folder is a row of Package.swift",
            find: { repository in
                let rows = testFolders(repository)
                return repository.swiftFiles(in: "Tests")
                    .filter { file in !rows.contains { file.path.hasPrefix($0 + "/") } }
                    .map {
                        Finding(path: $0.path, message: "is in no test target of Package.swift")
                    }
            },
            canaries: [["Tests/Base/StoreTests/A.swift": "let a = 1"]],
            innocent: [
                "Package.swift":
                    "(\n    \"StoreTests\", \"Base/StoreTests\",\n    [\"Store\"], []\n)",
                "Tests/Base/StoreTests/A.swift": "let a = 1",
            ]),
        Rule(
            name: "every module folder has a README.md of 5 to 39 lines",
            find: { repository in
                moduleFolders(repository).compactMap { folder in
                    let path = folder + "/README.md"
                    guard let file = repository.texts.first(where: { $0.path == path }) else {
                        return Finding(path: path, message: "is missing")
                    }
                    guard !(5..<40).contains(file.lineCount) else { return nil }
                    return Finding(
                        path: path, message: "\(file.lineCount) lines: keep it from 5 to 39")
                }
            },
            canaries: [
                ["Package.swift": "Module(name: \"Store\", layer: .base)"],
                [
                    "Package.swift": "Module(name: \"Store\", layer: .base)",
                    "Sources/Base/Store/README.md": String(repeating: "a\n", count: 40),
                ],
                [
                    "Package.swift": "Module(name: \"Store\", layer: .base)",
                    "Sources/Base/Store/README.md": "# Store\n",
                ],
            ],
            innocent: [
                "Package.swift": "Module(name: \"Store\", layer: .base)",
                "Sources/Base/Store/README.md": String(repeating: "a\n", count: 39),
            ]),
    ]

    private static func depth(_ path: String) -> Int { path.split(separator: "/").count }

    static func manifest(_ repository: Repository) -> String {
        repository.texts.first { $0.path == "Package.swift" }?.lines.joined(separator: "\n") ?? ""
    }

    private static func moduleFolders(_ repository: Repository) -> [String] {
        manifest(repository).matches(of: /Module\(\s*name: "(\w+)",\s*layer: \.(\w+)/).map {
            "Sources/\($0.2.capitalized)/\($0.1)"
        }
    }

    private static func testFolders(_ repository: Repository) -> [String] {
        manifest(repository).matches(of: /\(\s*"\w+Tests",\s*"([^"]+)"/).map { "Tests/\($0.1)" }
    }
}
