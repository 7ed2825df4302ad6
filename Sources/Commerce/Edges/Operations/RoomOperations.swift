package import Boards
internal import HTTPTypes
package import Identity
package import OpenPlatform
internal import OrderCore
package import Primitives
internal import Service
internal import WaitingRoom

/// The operations on waiting rooms, for staff.
package struct RoomOperations: Sendable {
    /// Finds the path of a merchant's store.
    package typealias StorePath = @Sendable (MerchantID) throws -> String?

    private let rooms: RoomDesk
    private let board: StockBoard
    private let audit: AuditLog
    private let storePath: StorePath

    /// Joins what they need.
    package init(
        _ rooms: RoomDesk, board: StockBoard, audit: AuditLog, storePath: @escaping StorePath
    ) {
        self.rooms = rooms
        self.board = board
        self.audit = audit
        self.storePath = storePath
    }

    /// All of them.
    package var all: [Operation] { [open, list, get, close] }

    private static let path = TextForm(
        pattern: "^/[A-Za-z0-9._~/-]*$", wanted: "a path of letters, digits and . _ ~ / -"
    ) { text in
        text.hasPrefix("/")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E: true
                default: false
                }
            }
    }

    private static let title = Schema.object([
        .required("en", .text(minimum: 1, maximum: 100, form: .line)),
        .required("zh", .text(minimum: 1, maximum: 100, form: .line)),
    ])

    private static let count = Schema.integer(minimum: 0, maximum: 9_007_199_254_740_991)

    private static let room = Schema.named(
        "WaitingRoom",
        .object([
            .required("id", .identifier),
            .required("sale", .nullable(.integer(minimum: 1, maximum: 4_294_967_295))),
            .required("paths", .list(.text(maximum: 200), maximum: 16)),
            .required("checkouts", .list(.text(maximum: 200), maximum: 16)),
            .required("title", title), .required("starts_at", .time),
            .required(
                "state",
                .choice(["gathering", "admitting", "sold_out", "sale_ended", "room_closed"])),
            .required("commitment", .text(maximum: 64), "SHA-256 of the seed of the draw."),
            .required("seed", .nullable(.text(maximum: 64)), "The seed, from the start on."),
            .required("per_second", .integer(minimum: 1, maximum: 1_000_000)),
            .required("waiting", count), .required("released", count),
            .required("granted", count), .required("admitted", count),
            .required("checked_out", count),
        ]))

    private static let draft = Schema.named(
        "WaitingRoomDraft",
        .object([
            .optional(
                "sale", .integer(minimum: 1, maximum: 4_294_967_295),
                "Stands before the page of this sale, the store's checkout and its orders."),
            .optional(
                "path", .text(minimum: 1, maximum: 200, form: path),
                "Stands before this path, where no sale is named."),
            .required("title", title),
            .required("starts_at", .time, "When the first are let in."),
            .required("per_second", .integer(minimum: 1, maximum: 1_000_000)),
        ]))

    private var open: Operation {
        Operation(
            "openWaitingRoom", .post, "/v1/waiting-rooms", tag: "Waiting rooms",
            "Puts a waiting room before a sale or a path, at every edge.", [.salesWrite],
            body: .json(Self.draft), success: .init(201, Self.room),
            conflicts: ["too_many_rooms"], isCreation: true
        ) { call in
            let staff = try call.principal.staff(.salesWrite)
            let sale = call.body["sale"]?.integer.map { SaleID(UInt32(clamping: $0)) }
            let store = try storePath(staff.merchant) ?? ""
            var paths = [call.body["path"]?.string].compactMap { $0 }
            if let sale {
                guard board.terms(of: sale)?.merchant == staff.merchant else {
                    throw Problem.notFound("sale")
                }
                paths = ["\(store)/sale/\(sale)", "\(store)/checkout"]
            } else {
                guard let path = paths.first, path == store || path.hasPrefix(store + "/") else {
                    throw Problem.field(
                        "/path", "a sale, or a path of your own store (\(store)/…), is wanted")
                }
            }
            let startsAt = call.body["starts_at"]?.string.flatMap { Timestamp(rfc3339: $0) }
            let notice = try rooms.open(
                merchant: staff.merchant, sale: sale, paths: paths,
                checkouts: ["\(store)/checkout"],
                title: RoomTitle(
                    call.body["title"]?["en"]?.string ?? "",
                    call.body["title"]?["zh"]?.string ?? ""),
                startsAt: startsAt ?? call.now,
                perSecond: Int(call.body["per_second"]?.integer ?? 1))
            let id = notice.settings.id
            try audit.record(
                .staff(staff), merchant: staff.merchant, "waitingRoom.open", "waitingRoom", "\(id)")
            return .json(try rooms.document(id, of: staff.merchant), status: 201)
        }
    }

    private var list: Operation {
        Operation(
            "listWaitingRooms", .get, "/v1/waiting-rooms", tag: "Waiting rooms",
            "The waiting rooms that are open, with their figures.", [.salesRead],
            success: .init(
                200,
                .object([.required("items", .list(Self.room, maximum: RoomDesk.maximumRooms))]))
        ) { call in
            .json(["items": .array(rooms.list(of: try call.merchant))])
        }
    }

    private var get: Operation {
        Operation(
            "getWaitingRoom", .get, "/v1/waiting-rooms/{room}", tag: "Waiting rooms",
            "One waiting room with its figures.", [.salesRead], success: .init(200, Self.room)
        ) { call in
            .json(try rooms.document(Self.number(call), of: try call.merchant))
        }
    }

    private var close: Operation {
        Operation(
            "closeWaitingRoom", .delete, "/v1/waiting-rooms/{room}", tag: "Waiting rooms",
            "Takes a waiting room away: who waits comes in.", [.salesWrite],
            success: .init(204, nil)
        ) { call in
            let staff = try call.principal.staff(.salesWrite)
            let id = try Self.number(call)
            try rooms.close(id, merchant: staff.merchant)
            try audit.record(
                .staff(staff), merchant: staff.merchant, "waitingRoom.close", "waitingRoom",
                "\(id)")
            return Reply(204)
        }
    }

    private static func number(_ call: Call) throws(Problem) -> RoomID {
        RoomID(UInt32(clamping: try call.identifier("room")))
    }
}
