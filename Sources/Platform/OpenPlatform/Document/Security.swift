internal import HTTPTypes
internal import Identity
internal import Service

/// The ways to say who one is, as the OpenAPI document has them.
enum Security {
    private static let apiKey = "apiKey"
    private static let buyerToken = "buyerToken"
    private static let session = "session"
    private static let csrf = "csrf"
    private static let staff: Parties = [
        .owner, .manager, .warehouse, .support, .analyst, .viewer, .rehearser, .platform,
    ]

    /// All of them.
    static let schemes: JSON = [
        "apiKey": [
            "type": "http", "scheme": "bearer",
            "description": "An API key, which may do what its role may.",
        ],
        "buyerToken": [
            "type": "http", "scheme": "bearer",
            "description": "The token that a buyer got for signing up or in.",
        ],
        "session": [
            "type": "apiKey", "in": "cookie", "name": .string(SessionCookie.name),
            "description": "The cookie that a member of staff got for signing in.",
        ],
        "csrf": [
            "type": "apiKey", "in": "header", "name": "X-CSRF-Token",
            "description": "The `csrf` of the answer to signing in: beside the cookie, to change.",
        ],
    ]

    /// Those that an operation takes, each for whom the role table gives one of its actions.
    static func ways(to operation: Operation) -> JSON {
        func may(_ parties: Parties) -> Bool {
            operation.actions.contains { RoleTable.permits(parties, $0) }
        }
        var ways: [JSON] = []
        if may(staff) {
            ways.append(way([apiKey]))
            ways.append(way(operation.method == .get ? [session] : [session, csrf]))
        }
        if may(.buyer) { ways.append(way([buyerToken])) }
        return .array(ways)
    }

    private static func way(_ names: [String]) -> JSON {
        .object(names.map { JSON.Member($0, .array([])) })
    }
}
