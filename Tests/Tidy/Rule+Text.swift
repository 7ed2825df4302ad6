extension Rule {
    /// Files past this many lines want splitting.
    private static let longFile = 400

    /// Files that are one idea and may be longer, each with its reason.
    private static let longFilesAllowed: [String: String] = [:]

    private static let leftovers = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]

    static let textRules: [Rule] = [
        Rule(
            name: "no line is wider than 100",
            find: { repository in
                repository.texts.filter { !$0.path.hasSuffix(".md") && $0.path != "Package.swift" }
                    .flatMap { file in
                        file.lines.indices.filter { file.lines[$0].count > 100 }.map {
                            let width = file.lines[$0].count
                            return Finding(
                                path: file.path, line: $0 + 1, message: "\(width) wide, past 100")
                        }
                    }
            },
            canaries: [["Sources/A/B/C.swift": "// " + String(repeating: "x", count: 98)]],
            innocent: [
                "Sources/A/B/C.swift": "// " + String(repeating: "价", count: 97),
                "Package.swift": String(repeating: "x", count: 120),
            ]),
        Rule(
            name: "nothing is left to do in a comment",
            find: { repository in
                repository.texts.flatMap { file in
                    file.lines.indices.compactMap { index in
                        leftovers.first { hasWord($0, in: file.lines[index]) }.map {
                            Finding(path: file.path, line: index + 1, message: "a leftover \($0)")
                        }
                    }
                }
            },
            canaries: leftovers.map { ["Sources/A/B/C.swift": "let a = 1 // \($0): later"] },
            innocent: ["Sources/A/B/C.swift": "let mktemp = \"/tmp/XX" + "XXXX\""]),
        Rule(
            name: "no file is past 400 lines without a reason",
            find: { repository in
                repository.texts.compactMap { file in
                    let isCode = [".swift", ".c", ".h"].contains { file.path.hasSuffix($0) }
                    let isLong = isCode && file.lineCount > longFile
                    let isAllowed = longFilesAllowed[file.path] != nil
                    guard isLong != isAllowed else { return nil }
                    return Finding(
                        path: file.path,
                        message: isLong
                            ? "\(file.lineCount) lines: split it, or give a reason in Tests/Tidy"
                            : "is allowed to be long, but is short: strike it off the list")
                }
            },
            canaries: [["Sources/A/B/C.swift": String(repeating: "let a = 1\n", count: 401)]],
            innocent: ["Sources/A/B/C.swift": String(repeating: "let a = 1\n", count: 400)]),
        Rule(
            name: "no file holds nothing",
            find: { repository in
                repository.swiftFiles(in: "Sources", "Tests").filter { file in
                    file.code.allSatisfy { line in
                        line.allSatisfy(\.isWhitespace) || importedModule(line) != nil
                    }
                }
                .map { Finding(path: $0.path, message: "holds no declaration: delete it") }
            },
            canaries: [["Sources/A/B/C.swift": "import Testing\n// placeholder\n"]],
            innocent: ["Sources/A/B/C.swift": "@_exported import A\nlet a = 1\n"]),
    ]

    /// Whether the text holds the word, not as part of a longer one.
    static func hasWord(_ word: String, in text: Substring) -> Bool {
        text.ranges(of: word).contains { range in
            let before = text[..<range.lowerBound].last
            let after = text[range.upperBound...].first
            return !isIdentifier(before) && !isIdentifier(after)
        }
    }

    /// Whether the character can be part of a name.
    static func isIdentifier(_ character: Character?) -> Bool {
        guard let character else { return false }
        return character.isLetter || character.isNumber || character == "_"
    }

    /// The module that a line imports, if it imports one.
    static func importedModule(_ line: Substring) -> Substring? {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
            words[..<place].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains(String($0)) })
        else { return nil }
        return words[place + 1].split(separator: ".").first
    }

    /// Access levels, all of them.
    static let accessLevels: Set = [
        "open", "public", "package", "internal", "fileprivate", "private",
    ]
}
