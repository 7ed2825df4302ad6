internal import Primitives
internal import Service
internal import Store

/// Lists inside one column, as JSON text.
enum Columns {
    /// A list of texts.
    static func texts(_ text: String) throws(StoreError) -> [String] {
        if text == "[]" { return [] }
        return try strings(try parse(text))
    }

    static func text(_ texts: [String]) -> String {
        texts.isEmpty ? "[]" : JSON.array(texts.map { .string($0) }).text
    }

    /// Options: each a list of its name and its values.
    static func options(_ text: String) throws(StoreError) -> [ProductOption] {
        if text == "[]" { return [] }
        var options: [ProductOption] = []
        for list in try parse(text).array ?? [] {
            let texts = try strings(list)
            guard let name = texts.first else { throw damaged(text) }
            options.append(ProductOption(name, Array(texts.dropFirst())))
        }
        return options
    }

    static func text(_ options: [ProductOption]) -> String {
        JSON.array(options.map { .array(([$0.name] + $0.values).map { .string($0) }) }).text
    }

    /// Pictures: each a list of its address and its text.
    static func media(_ text: String) throws(StoreError) -> [Media] {
        if text == "[]" { return [] }
        var media: [Media] = []
        for list in try parse(text).array ?? [] {
            let texts = try strings(list)
            guard texts.count == 2 else { throw damaged(text) }
            media.append(Media(url: texts[0], alternative: texts[1]))
        }
        return media
    }

    static func text(_ media: [Media]) -> String {
        JSON.array(media.map { .array([.string($0.url), .string($0.alternative)]) }).text
    }

    /// Blocks of a home page.
    static func blocks(_ text: String) throws(StoreError) -> [Block] {
        var checks = FieldChecks()
        let blocks = Block.list(try parse(text), at: "", &checks)
        guard checks.errors.isEmpty else { throw damaged(text) }
        return blocks
    }

    static func text(_ blocks: [Block]) -> String { JSON.array(blocks.map(\.json)).text }

    private static func parse(_ text: String) throws(StoreError) -> JSON {
        do { return try JSONParser.parse(text.utf8) } catch { throw damaged(text) }
    }

    private static func strings(_ list: JSON) throws(StoreError) -> [String] {
        guard let values = list.array else { throw damaged("\(list)") }
        return values.compactMap(\.string)
    }

    private static func damaged(_ text: String) -> StoreError {
        StoreError(.mismatch, "a column holds no list: \(text.prefix(100))")
    }
}
