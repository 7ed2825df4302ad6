internal import HTTPTypes
package import OpenPlatform
package import Primitives
internal import Seals
internal import Service
internal import WaitingRoom

/// The internal operations, for edges of one's own. They sign in by the token that center and edges
/// share, which belongs to no merchant and nobody.
package struct EdgeOperations: Sendable {
    /// Where all of them are: an edge passes nothing on to there.
    package static let root = "/v1/edge/"

    private let edges: Edges
    private let rooms: RoomDesk
    private let token: [UInt8]?
    private let countViews: @Sendable (MerchantID, Int64) -> Void
    private let viewReports = ViewReports()

    /// Merchants in one message of views, and views of one at most; as edges have it.
    private static let views = (merchants: 1000, each: Int64(10_000_000))

    /// Makes them; without a token nobody is let in.
    /// - Parameter countViews: hears how often pages of a merchant were seen.
    package init(
        _ edges: Edges, rooms: RoomDesk, token: String?,
        countViews: @escaping @Sendable (MerchantID, Int64) -> Void
    ) {
        self.countViews = countViews
        self.edges = edges
        self.rooms = rooms
        self.token = token.map { SecretDigest.sha256($0.utf8) }
    }

    /// The operations.
    package var all: [Operation] { [feed, report, use, view] }

    /// Whether it is the token; compared in a time that tells nothing.
    package static func isToken(_ text: String?, _ digest: [UInt8]?) -> Bool {
        guard let text, let digest else { return false }
        let other = SecretDigest.sha256(text.utf8)
        var difference: UInt8 = 0
        for index in digest.indices { difference |= digest[index] ^ other[index] }
        return difference == 0
    }

    private func demand(_ call: Call) throws(Problem) {
        guard Self.isToken(call.request.bearer, token) else { throw .unauthorized }
    }

    private static func room(_ call: Call) throws(Problem) -> RoomID {
        RoomID(UInt32(clamping: try call.identifier("room")))
    }

    private var feed: Operation {
        let message = Schema.named("EdgeMessage", .dictionary(.anything, maximum: 100))
        var operation = Operation(
            "followAsEdge", .get, Self.root + "feed", tag: "Edges",
            """
            Tells an edge, by the edges' token, what to purge, what is sold out, which sales are \
            open and which waiting rooms there are, as server-sent events.
            """,
            [], success: .events(message)
        ) { call in
            try demand(call)
            let id = HTTPField.Name("Last-Event-ID").flatMap { call.request.headers[$0] }
            return .events(try edges.stream(after: id))
        }
        operation.headers = [
            .optional(
                "Last-Event-ID", .text(maximum: 200), "Goes on behind this one, where it can.")
        ]
        return operation
    }

    private var report: Operation {
        let number = Schema.text(maximum: 20)
        let small = Schema.integer(minimum: 0, maximum: 4_294_967_295)
        let lease = Schema.object([
            .required("number", number), .required("used", small),
            .required("is_closed", .boolean),
        ])
        let form = Schema.named(
            "RoomReport",
            .object([
                .required("edge", .integer(minimum: 1, maximum: 65_535)),
                .required("incarnation", number, "Larger at each start of the edge."),
                .required("number", number), .required("epoch", small),
                .required("highest_lease", number),
                .required("leases", .list(lease, maximum: CreditLessor.maximumLeases)),
                .required("door", small, "Who stood before the frontier without a credit."),
                .required(
                    "density", .list(small, maximum: 4096),
                    "Who waits: pairs of section and count."),
            ]))
        return Operation(
            "reportRoom", .post, Self.root + "rooms/{room}/reports", tag: "Edges",
            "Takes an edge's report on a waiting room, and leases credits to it.", [],
            body: .json(form),
            success: .init(200, .named("RoomGrant", .dictionary(.anything, maximum: 20)))
        ) { call in
            try demand(call)
            guard let report = RoomMessages.report(call.body) else {
                throw Problem(422, "invalid_request", "The report is not as it should be.")
            }
            let grant = try rooms.answer(report, for: Self.room(call))
            return .json(RoomMessages.document(grant))
        }
    }

    private var view: Operation {
        let item = Schema.object([
            .required("merchant", .integer(minimum: 1, maximum: 4_294_967_295)),
            .required("count", .integer(minimum: 1, maximum: Self.views.each)),
        ])
        let form = Schema.named(
            "EdgeViews",
            .object([
                .required("edge", .integer(minimum: 1, maximum: 65_535)),
                .required("incarnation", .text(maximum: 20), "Another one at each start."),
                .required("number", .text(maximum: 20), "Grows with each report of a start."),
                .required("views", .list(item, maximum: Self.views.merchants)),
            ]))
        return Operation(
            "countViews", .post, Self.root + "views", tag: "Edges",
            "Counts pages that an edge showed out of its cache; the same report again counts once.",
            [], body: .json(form), success: .init(204, nil)
        ) { call in
            try demand(call)
            guard let edge = call.body["edge"]?.integer,
                let incarnation = call.body["incarnation"]?.string.flatMap({ UInt64($0) }),
                let number = call.body["number"]?.string.flatMap({ UInt64($0) })
            else { throw Problem(422, "invalid_request", "The report is not as it should be.") }
            guard
                viewReports.take(
                    edge: UInt16(clamping: edge), incarnation: incarnation, number: number)
            else { return Reply(204) }
            for view in call.body["views"]?.array ?? [] {
                guard let merchant = view["merchant"]?.integer, let count = view["count"]?.integer
                else { continue }
                countViews(MerchantID(UInt32(clamping: merchant)), count)
            }
            return Reply(204)
        }
    }

    private var use: Operation {
        let form = Schema.named(
            "PassUse",
            .object([
                .required(
                    "kind", .integer(minimum: 1, maximum: 2), "1 for a buyer, 2 for a device."),
                .required("holder", .text(minimum: 32, maximum: 32)),
                .required("joined", .integer(minimum: 0, maximum: 9_007_199_254_740_991)),
                .required("serial", .text(maximum: 20)),
                .required("key", .text(maximum: 200), "What names the attempt."),
            ]))
        return Operation(
            "usePass", .post, Self.root + "rooms/{room}/uses", tag: "Edges",
            "Uses a pass of a waiting room up; the same one again counts for the same key alone.",
            [], body: .json(form),
            success: .init(
                200,
                .object([
                    .required("outcome", .choice(["accepted", "repeated", "refused"])),
                    .required("reason", .nullable(.text(maximum: 40))),
                ]))
        ) { call in
            try demand(call)
            guard
                let kind = call.body["kind"]?.integer.flatMap({
                    Holder.Kind(rawValue: UInt8(clamping: $0))
                }),
                let code = call.body["holder"]?.string.flatMap({ Token128(hexadecimal: $0) }),
                let joined = call.body["joined"]?.integer,
                let serial = call.body["serial"]?.string.flatMap({ UInt64($0) })
            else { throw Problem(422, "invalid_request", "The use is not as it should be.") }
            let pass = Pass(
                room: try Self.room(call), holder: Holder(kind, code), joined: Timestamp(joined),
                serial: serial, expires: .never)
            switch try rooms.use(pass, key: call.body["key"]?.string ?? "") {
            case .accepted: return .json(["outcome": "accepted", "reason": nil])
            case .repeated: return .json(["outcome": "repeated", "reason": nil])
            case .refused(let fault):
                return .json(["outcome": "refused", "reason": .string(fault.rawValue)])
            }
        }
    }
}
