/// Something that a visitor wants of the shop: one or, where it is asked again, several requests.
final class Errand {
    /// What is wanted; the letter stands in the ledger.
    enum Kind: String, CaseIterable, Sendable {
        case page = "g"
        case salePage = "v"
        case flash = "f"
        case everyday = "o"
        case pay = "p"
        case choose = "c"
        case cancel = "x"
        case look = "l"
        case wait = "w"
        case drawn = "d"

        /// Whether it carries a key, so that asking again is safe.
        var isKeyed: Bool {
            switch self {
            case .flash, .everyday, .pay, .cancel, .drawn: true
            case .page, .salePage, .choose, .look, .wait: false
            }
        }

        /// Whether its visitor comes again until there is an answer.
        var isStubborn: Bool { isKeyed || self == .choose || self == .wait }

        /// How people call it.
        var name: String {
            switch self {
            case .page: "pages"
            case .salePage: "pages of the sale"
            case .flash: "orders of the sale"
            case .everyday: "everyday orders"
            case .pay: "payments begun"
            case .choose: "payments at the provider"
            case .cancel: "cancellations"
            case .look: "looks at an order"
            case .wait: "looks at the waiting room"
            case .drawn: "orders after waiting"
            }
        }
    }

    let kind: Kind
    /// When it was due, in nanoseconds of the monotonic clock: waits count from here.
    let due: UInt64
    let buyer: Int
    let place: Int
    let path: String
    let key: String
    /// What stands in the ledger: the lines of an order, or the order that it is about.
    let content: String
    let body: [UInt8]?
    /// The ticket or the pass of a waiting room that it shows.
    var proof: (field: String, text: String)?
    var attempts = 0
    /// The last node that failed it.
    var failedNode: WebTarget?

    init(
        _ kind: Kind, due: UInt64, buyer: Int, place: Int, path: String, key: String = "",
        content: String = "", body: [UInt8]? = nil
    ) {
        self.kind = kind
        self.due = due
        self.buyer = buyer
        self.place = place
        self.path = path
        self.key = key
        self.content = content
        self.body = body
    }
}
