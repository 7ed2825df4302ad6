/// A schema as a person reads it: an example-like outline.
enum SchemaText {
    static func describe(_ schema: Schema, indent: Int = 0) -> String {
        let space = String(repeating: "  ", count: indent)
        switch schema {
        case .text(_, let maximum, _, let example):
            return example.map { "\"\($0)\"" } ?? "text, up to \(maximum) characters"
        case .choice(let choices): return choices.map { "\"\($0)\"" }.joined(separator: " | ")
        case .time: return "time"
        case .integer(let minimum, let maximum):
            return maximum > 1 << 50
                ? "number, from \(minimum)" : "number, \(minimum) to \(maximum)"
        case .boolean: return "true | false"
        case .list(let element, _, let maximum):
            return "[ \(describe(element, indent: indent)) … ] up to \(maximum)"
        case .named(_, let inner): return describe(inner, indent: indent)
        case .nullable(let inner): return describe(inner, indent: indent) + " | null"
        case .dictionary(let inner, _): return "{ name: \(describe(inner, indent: indent)) … }"
        case .anything: return "anything"
        case .object(let properties):
            let lines = properties.map { property in
                let mark = property.isRequired ? "" : "?"
                let meaning = property.meaning.map { "   — \($0)" } ?? ""
                let inner = describe(property.schema, indent: indent + 1)
                return "\(space)  \(property.name)\(mark): \(inner)\(meaning)"
            }
            return "{\n\(lines.joined(separator: "\n"))\n\(space)}"
        }
    }
}
