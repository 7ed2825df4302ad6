internal import Primitives
package import Service

extension Block {
    /// The block as the API and the table write it.
    package var json: JSON {
        switch self {
        case .hero(let title, let text, let link):
            return [
                "type": "hero", "title": .string(title), "text": .string(text),
                "link": .string(link),
            ]
        case .products(let title, let source, let count):
            var members: [JSON.Member] = [
                .init("type", "products"), .init("title", .string(title)),
                .init("count", .integer(Int64(count))),
            ]
            switch source {
            case .query(let query): members.append(.init("query", .string(query)))
            case .category(let id): members.append(.init("category", JSON(id.rawValue)))
            case .newest: break
            }
            return .object(members)
        case .sale(let id): return ["type": "sale", "sale": JSON(id.rawValue)]
        case .text(let text): return ["type": "text", "text": .string(text)]
        }
    }

    /// Reads a list of blocks; what is wrong is noted at `pointer`.
    static func list(_ json: JSON, at pointer: String, _ checks: inout FieldChecks) -> [Block] {
        guard let list = json.array, list.count <= CatalogueLimits.blocks else {
            checks.refuse(
                pointer, "must be a list of at most \(CatalogueLimits.blocks) blocks")
            return []
        }
        return list.enumerated().compactMap { one($1, at: "\(pointer)/\($0)", &checks) }
    }

    /// Checks what a merchant wrote.
    func check(_ pointer: String, _ checks: inout FieldChecks) {
        switch self {
        case .hero(let title, let text, let link):
            checks.text(title, pointer + "/title", maximum: 200)
            checks.text(text, pointer + "/text", maximum: 1000, mayBeEmpty: true, lines: true)
            checks.url(link, pointer + "/link", mayBeEmpty: true)
        case .products(let title, let source, let count):
            checks.text(title, pointer + "/title", maximum: 200)
            checks.require((1...48).contains(count), pointer + "/count", "must be 1 to 48")
            if case .query(let query) = source {
                checks.text(query, pointer + "/query", maximum: 200)
            }
        case .sale: break
        case .text(let text):
            checks.text(text, pointer + "/text", maximum: 5000, lines: true)
        }
    }

    private static func one(_ json: JSON, at pointer: String, _ checks: inout FieldChecks)
        -> Block?
    {
        func text(_ name: String) -> String { json[name]?.string ?? "" }
        switch json["type"]?.string {
        case "hero":
            return .hero(title: text("title"), text: text("text"), link: text("link"))
        case "products":
            let source: ProductSource
            if let query = json["query"]?.string {
                source = .query(query)
            } else if let id = json["category"]?.integer, id > 0 {
                source = .category(CategoryID(UInt64(id)))
            } else {
                source = .newest
            }
            let count = Int(clamping: json["count"]?.integer ?? 8)
            return .products(title: text("title"), source: source, count: count)
        case "sale":
            guard let id = json["sale"]?.integer.flatMap({ UInt32(exactly: $0) }), id > 0 else {
                checks.refuse(pointer + "/sale", "must be the number of a sale")
                return nil
            }
            return .sale(SaleID(id))
        case "text": return .text(text("text"))
        default:
            checks.refuse(pointer + "/type", "must be hero, products, sale or text")
            return nil
        }
    }
}
