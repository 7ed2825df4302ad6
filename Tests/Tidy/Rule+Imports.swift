extension Rule {
    /// Modules that come with the system or with the compiler.
    private static let ofTheSystem: Set = [
        "Swift", "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Dispatch",
        "RegexBuilder",
    ]

    static let importRules: [Rule] = [
        Rule(
            name: "a module imports only what its row of Package.swift names",
            find: { repository in
                let rows = usedModules(manifest(repository))
                return repository.swiftFiles(in: "Sources").flatMap { file in
                    let folders = file.path.split(separator: "/")
                    guard folders.count > 3, let used = rows[folders[2]] else { return [Finding]() }
                    return file.findings("is in no row of this module in Package.swift") { line in
                        guard let name = importedModule(line) else { return false }
                        return !used.contains(name) && !ofTheSystem.contains(String(name))
                    }
                }
            },
            canaries: [
                [
                    "Package.swift": "Module(name: \"Store\", layer: .base, uses: [\"A\"]),",
                    "Sources/Base/Store/S.swift": "internal import B\nlet b = 1\n",
                ]
            ],
            innocent: [
                "Package.swift": """
                Module(name: "Store", layer: .base, uses: ["A"], packages: ["P"]),
                Module(name: "Other", layer: .base, uses: ["B"]),
                """,
                "Sources/Base/Store/S.swift":
                    "internal import A\ninternal import P\nimport Foundation\nlet b = 1\n",
            ])
    ]

    /// The modules and products that each module's row names.
    private static func usedModules(_ manifest: String) -> [Substring: Set<Substring>] {
        var rows: [Substring: Set<Substring>] = [:]
        for row in manifest.matches(of: /Module\(\s*name: "(\w+)"([^()]*)\)/) {
            rows[row.1] = Set(row.2.matches(of: /"(\w+)"/).map(\.1))
        }
        return rows
    }
}
