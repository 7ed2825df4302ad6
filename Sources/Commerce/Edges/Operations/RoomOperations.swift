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
    private let audit: AuditLog
    private let storePath: StorePath

    /// Joins what they need.
    package init(_ rooms: RoomDesk, audit: AuditLog, storePath: @escaping StorePath) {
        self.rooms = rooms
        self.audit = audit
        self.storePath = storePath
    }

    /// All of them.
    package var all: [Operation] { [open, list, get, edit, close] }

    private static let path = TextForm(
        pattern: "^/[A-Za-z0-9._~/-]*$", wanted: "a path of letters, digits and . _ ~ / -",
        RoomDraft.isPath)

    private static let title = Schema.object([
        .required("en", .text(minimum: 1, maximum: 100, form: .line)),
        .required("zh", .text(minimum: 1, maximum: 100, form: .line)),
    ])

    private static let count = Schema.integer(minimum: 0, maximum: 9_007_199_254_740_991)

    private static let edge = Schema.object([
        .required("edge", .integer(minimum: 1, maximum: 65_535)),
        .required("is_heard", .boolean), .required("waiting", count),
        .required("credits", count, "Held there, and not used yet."),
    ])

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
            .required("per_second", rate),
            .required("waiting", count), .required("released", count),
            .required("granted", count), .required("admitted", count),
            .required("checked_out", count),
            .required("edges", .list(edge, maximum: CreditLessor.maximumEdges)),
            .required("version", .identifier),
        ]))

    private static let rate = Schema.integer(
        minimum: Int64(RoomDraft.rates.lowerBound), maximum: Int64(RoomDraft.rates.upperBound))

    private static let draft = Schema.named(
        "WaitingRoomDraft",
        .object([
            .optional(
                "sale", .integer(minimum: 1, maximum: 4_294_967_295),
                "Stands before the page of this sale, the store's checkout and its orders."),
            .optional(
                "path", .text(minimum: 1, maximum: RoomDraft.maximumPath, form: path),
                "Stands before this path, where no sale is named."),
            .required("title", title),
            .required("starts_at", .time, "When the first are let in."),
            .required("per_second", rate),
        ]))

    private var open: Operation {
        Operation(
            "openWaitingRoom", .post, "/v1/waiting-rooms", tag: "Waiting rooms",
            "Puts a waiting room before a sale or a path, at every edge.", [.salesWrite],
            body: .json(Self.draft), success: .init(201, Self.room),
            conflicts: ["too_many_rooms"], isCreation: true
        ) { call in
            let staff = try call.principal.staff(.salesWrite)
            let startsAt = call.body["starts_at"]?.string.flatMap { Timestamp(rfc3339: $0) }
            let draft = RoomDraft(
                sale: call.body["sale"]?.integer.map { SaleID(UInt32(clamping: $0)) },
                path: call.body["path"]?.string ?? "",
                title: RoomTitle(
                    call.body["title"]?["en"]?.string ?? "",
                    call.body["title"]?["zh"]?.string ?? ""),
                startsAt: startsAt ?? call.now,
                perSecond: Int(call.body["per_second"]?.integer ?? 1))
            let store = try storePath(staff.merchant) ?? ""
            let room = try rooms.open(draft, of: staff.merchant, store: store)
            try audit.record(
                .staff(staff), merchant: staff.merchant, "waitingRoom.open", "waitingRoom",
                "\(room.id)")
            return .versioned(room.document, version: room.version, status: 201)
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
            .json(["items": .array(rooms.list(of: try call.merchant).map(\.document))])
        }
    }

    private var get: Operation {
        Operation(
            "getWaitingRoom", .get, "/v1/waiting-rooms/{room}", tag: "Waiting rooms",
            "One waiting room with its figures.", [.salesRead], success: .init(200, Self.room)
        ) { call in
            let room = try rooms.figures(Self.number(call), of: try call.merchant)
            return .versioned(room.document, version: room.version)
        }
    }

    private var edit: Operation {
        Operation(
            "editWaitingRoom", .patch, "/v1/waiting-rooms/{room}", tag: "Waiting rooms",
            "Changes how many a waiting room lets in a second, at once.", [.salesWrite],
            body: .json(
                .named("WaitingRoomEdit", .object([.required("per_second", Self.rate)]))),
            success: .init(200, Self.room), needsVersion: true
        ) { call in
            let staff = try call.principal.staff(.salesWrite)
            let perSecond = Int(call.body["per_second"]?.integer ?? 1)
            let room = try rooms.edit(
                Self.number(call), of: staff.merchant, version: try call.expectedVersion(),
                perSecond: perSecond)
            try audit.record(
                .staff(staff), merchant: staff.merchant, "waitingRoom.edit", "waitingRoom",
                "\(room.id)", ["per_second": JSON(perSecond)])
            return .versioned(room.document, version: room.version)
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
