/// A path of the center, and how those are answered whom the first merchant's things do not
/// concern.
struct Door: Sendable {
    /// The method and the pattern.
    let route: String
    /// What each of `parties` gets: a status, `in` for being asked to sign in, `open` for what
    /// everybody may have. One word stands for all four.
    let answers: String
    /// A body of the right form.
    var body: String?
    /// The path that is asked for, where it is not the pattern's.
    var path: String
    /// What follows the path.
    var query = ""

    init(
        _ route: String, _ answers: String, _ body: String? = nil, at path: String? = nil,
        query: String = ""
    ) {
        self.route = route
        self.answers = answers
        self.body = body
        self.path = path ?? String(route.drop { $0 != " " }.dropFirst())
        self.query = query
    }

    static let parties = [
        "another merchant's owner", "another merchant's buyer", "another buyer", "nobody",
    ]

    var isPage: Bool { !route.contains(" /v1/") }
    var isForm: Bool { isPage && route.hasPrefix("POST") }
    var isShop: Bool { route.contains(" /shop/") }
    var isScreen: Bool { route.contains(" /screen") }
    var isOpen: Bool { answers == "open" }

    func wanted(_ party: Int) -> String {
        let words = answers.split(separator: " ")
        return String(words.count == 1 ? words[0] : words[party])
    }

    /// Fields that the console's and the storefront's forms take.
    static let usualForm = [
        "name=Changed", "nameChinese=", "email=new@rival.example", "role=viewer", "to=1",
        "version=1", "quantity=1", "units=1", "warehouse={warehouse}", "sku={sku}", "sale={sale}",
        "reference=0123456789abcdef0123456789abcdef", "carrier=Changed", "tracking=1",
        "amount=1.00", "line=0", "line0=1", "price=1.00", "code=CHANGED", "status=draft",
        "currency=GBP", "category={category}", "order={order}", "key={key}", "change=add",
    ].joined(separator: "&")

    /// Every path of a center; a test compares them.
    static let all: [Door] = api + storefront + assets + console
}
