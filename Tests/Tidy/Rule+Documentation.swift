extension Rule {
    private static let declarations: Set = [
        "func", "var", "let", "init", "init?", "struct", "class", "enum", "actor", "protocol",
        "typealias", "subscript", "associatedtype", "macro", "case", "operator",
    ]

    private static let modifiers: Set = [
        "static", "final", "mutating", "nonmutating", "consuming", "borrowing", "nonisolated",
        "override", "required", "convenience", "lazy", "weak", "unowned", "indirect", "class",
        "isolated", "distributed", "prefix", "infix", "postfix", "dynamic", "unsafe",
    ]

    static let documentationRules: [Rule] = [
        Rule(
            name: "every package or public declaration has a doc comment",
            find: { repository in
                repository.swiftFiles(in: "Sources").flatMap { file in
                    file.code.indices.filter {
                        isVisible(file.code[$0]) && !isDocumented($0, in: file)
                    }
                    .map { index in
                        let text = file.lines[index].drop(while: \.isWhitespace).prefix(50)
                        return Finding(
                            path: file.path, line: index + 1, message: "no doc comment: \(text)")
                    }
                }
            },
            canaries: [
                "package struct A {}", "public func a() {}", "    @inlinable package init() {}",
                "package private(set) var a = 1", "package static func < (a: A, b: A) -> Bool {}",
                "@inlinable\npackage mutating func a() {}", "// a\npackage let a = 1",
                "/// a\n\npackage let a = 1", "package nonisolated(nonsending) func a() async {}",
                "@available(*, noasync, message: \"a\") package final class A {}",
                "package subscript(a: Int) -> Int { 1 }", "@unsafe package init?(a: Int) {}",
            ].map { ["Sources/A/B/C.swift": $0] },
            innocent: [
                "Sources/A/B/C.swift": """
                package import A
                /// Documented.
                @inlinable
                @inline(__always) package func a() {}
                /// Documented.
                // Why it is so.
                package init() {}
                /** Documented. */
                package var a: Int { 1 }
                private func b() { print("\\n package func c() ") }
                package extension A {}
                """
            ])
    ]

    /// Whether the line declares something that other modules see.
    private static func isVisible(_ line: Substring) -> Bool {
        var rest = line.drop(while: \.isWhitespace)
        while rest.first == "@" { rest = afterAttribute(rest) }
        var isVisible = false
        while !rest.isEmpty {
            let word = rest.prefix { isIdentifier($0) || $0 == "?" }
            guard !word.isEmpty else { return false }
            rest = rest.dropFirst(word.count)
            if declarations.contains(String(word)), word != "class" || !rest.hasPrefix(" func") {
                return isVisible
            }
            if rest.first == "(" {
                // As in `private(set)`: it says nothing of who may read.
                rest = afterParentheses(rest)
            } else if ["package", "public", "open"].contains(word) {
                isVisible = true
            }
            guard accessLevels.contains(String(word)) || modifiers.contains(String(word)) else {
                return false
            }
            rest = rest.drop(while: \.isWhitespace)
        }
        return false
    }

    private static func isDocumented(_ index: Int, in file: SourceFile) -> Bool {
        for above in file.lines[..<index].reversed() {
            let line = above.drop(while: \.isWhitespace)
            if line.hasPrefix("///") || line.hasSuffix("*/") { return true }
            guard line.hasPrefix("@") || line.hasPrefix("//") || line.hasPrefix("#") else {
                return false
            }
        }
        return false
    }

    private static func afterAttribute(_ text: Substring) -> Substring {
        var rest = text.dropFirst().drop { isIdentifier($0) }
        if rest.first == "(" { rest = afterParentheses(rest) }
        return rest.drop(while: \.isWhitespace)
    }

    private static func afterParentheses(_ text: Substring) -> Substring {
        var depth = 0
        for index in text.indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" { depth -= 1 }
            if depth == 0 { return text[text.index(after: index)...] }
        }
        return ""
    }
}
