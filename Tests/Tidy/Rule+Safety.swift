extension Rule {
    static let safetyRules: [Rule] = [
        Rule(
            name: "Sources force nothing: no `!`, `try!`, `as!`, `fatalError`",
            find: { repository in
                repository.swiftFiles(in: "Sources").flatMap { file in
                    file.findings("forces: handle the case, or state it in a precondition") {
                        forces($0) || hasWord("fatalError", in: $0)
                    }
                }
            },
            canaries: [
                "a = b!", "a = try! b()", "a = b as! C", "fatalError(\"a\")", "a()!.b", "a[0]!",
                "var a: Int!", "a = \"\\(b!)\"", "a! += 1", "a!\n",
            ].map { ["Sources/A/B/C.swift": $0] },
            innocent: [
                "Sources/A/B/C.swift": """
                if a != b, !c, (!d), a!=b, x !== y, [!e] { print("no! \\(f)!") } // no!
                let not = !a && !(b) ? !c : !d
                """,
                "Tests/A/BTests/C.swift": "a = b!",
            ]),
        Rule(
            name: "whatever the compiler cannot check is explained beside it",
            find: { repository in
                repository.swiftFiles(in: "Sources", "Tests").flatMap { file in
                    file.code.indices.filter { index in
                        let line = file.code[index]
                        guard
                            line.contains("@unchecked Sendable")
                                || line.contains("nonisolated(unsafe)")
                        else { return false }
                        let around = file.lines[
                            max(0, index - 4)...min(file.lines.count - 1, index + 4)]
                        return !around.contains { text in
                            text.contains("//")
                                && (text.contains("@unchecked:") || text.contains("unsafe:"))
                        }
                    }
                    .map {
                        Finding(
                            path: file.path, line: $0 + 1,
                            message:
                                "say why it is safe: `// @unchecked: …` or `// unsafe: …`"
                        )
                    }
                }
            },
            canaries: [
                "final class A: @unchecked Sendable {", "// why\nnonisolated(unsafe) var a = 1",
            ].map { ["Sources/A/B/C.swift": $0] },
            innocent: [
                "Sources/A/B/C.swift": """
                final class A: @unchecked Sendable {
                    // @unchecked: guarded by the lock.
                }
                // unsafe: set once before threads start.
                nonisolated(unsafe) var a = 1
                """
            ]),
        Rule(
            name: "OrderCore imports nothing but Primitives and OrderRecords",
            find: { repository in
                repository.swiftFiles(in: "Sources/Commerce/OrderCore").flatMap { file in
                    file.findings("OrderCore is pure: it may not import this") { line in
                        guard let module = importedModule(line) else { return false }
                        return module != "Primitives" && module != "OrderRecords"
                    }
                }
            },
            canaries: ["import Foundation", "private import Glibc", "package import Store"]
                .map { ["Sources/Commerce/OrderCore/A.swift": $0] },
            innocent: [
                "Sources/Commerce/OrderCore/A.swift":
                    "package import Primitives\nprivate import OrderRecords",
                "Sources/Commerce/Orders/A.swift": "import Foundation",
            ]),
    ]

    /// Whether a `!` stands behind an expression or a type, rather than before one.
    private static func forces(_ line: Substring) -> Bool {
        line.indices.contains { index in
            guard line[index] == "!", index > line.startIndex else { return false }
            let before = line[line.index(before: index)]
            let after = line[line.index(after: index)...].first
            return after != "=" && (isIdentifier(before) || ")]}>\"?".contains(before))
        }
    }
}
