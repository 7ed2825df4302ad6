internal import Primitives
internal import Service

/// Where a list goes on: for a search by words its offset, else the last product and its price.
enum SearchCursor {
    static func text(offset: Int) -> String { "o\(offset)" }

    static func text(_ last: SearchTables.Hit) -> String { "p\(last.price).\(last.product)" }

    static func offset(_ text: String?) throws(Problem) -> Int {
        guard let text else { return 0 }
        guard text.first == "o", let offset = Int(text.dropFirst()),
            (0...SearchTables.maximumHits).contains(offset)
        else { throw unknown }
        return offset
    }

    static func place(_ text: String?) throws(Problem) -> (price: Int64, id: Int64)? {
        guard let text else { return nil }
        let parts = text.dropFirst().split(separator: ".")
        guard text.first == "p", parts.count == 2, let price = Int64(parts[0]),
            let id = Int64(parts[1]), id > 0
        else { throw unknown }
        return (price, id)
    }

    private static let unknown = Problem.field(
        "query:after", "must be the cursor of a page of the same search")
}
