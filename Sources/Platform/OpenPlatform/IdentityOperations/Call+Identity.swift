internal import HTTPTypes
internal import Identity
internal import Service

extension Call {
    /// The page of a list whose cursor is a number.
    var page: PageRequest { PageRequest(after: afterNumber, limit: limit) }

    /// A text of the body, whose form was checked before; empty when it was left out.
    func bodyText(_ name: String) -> String { body[name]?.string ?? "" }

    /// Who asks, for the audit log.
    func author(_ action: Action) throws(Problem) -> Author {
        .staff(try principal.staff(action))
    }
}

extension Reply {
    /// A page of a list whose cursor is a number.
    static func page<Item>(_ page: Page<Item>, _ json: (Item) -> JSON) -> Reply {
        .page(page.items.map(json), next: page.next.map { "\($0)" })
    }

    /// An answer that holds a secret: nobody on the way keeps it.
    static func secret(_ value: JSON, status: Int = 200) -> Reply {
        .json(value, status: status, headers: [.cacheControl: "no-store"])
    }

    /// An answer without a document.
    static var done: Reply { Reply(204) }
}
