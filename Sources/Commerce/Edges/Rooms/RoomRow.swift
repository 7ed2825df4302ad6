internal import Primitives
internal import Seals
internal import Service
internal import Store
internal import WaitingRoom

/// A room as it is kept.
struct RoomRow: Sendable {
    var id: RoomID
    var merchant: MerchantID
    /// The sale; 0 for a room before a path.
    var sale: SaleID
    var paths: [String]
    var checkouts: [String]
    var title: RoomTitle
    var startsAt: Timestamp
    var seed: String
    var salt: [UInt8]
    /// People a second that are let in at most.
    var perSecond: Int
    var isClosed: Bool
    var checkpoint: LessorCheckpoint
    var version: Int64 = 1

    static let columns =
        "id, merchant, sale, paths, checkouts, english, chinese, starts_at, seed, salt, per_second,"
        + " is_closed, epoch, released, granted, serial, version"

    init(
        id: RoomID, merchant: MerchantID, sale: SaleID, paths: [String], checkouts: [String],
        title: RoomTitle, startsAt: Timestamp, seed: String, salt: [UInt8], perSecond: Int
    ) {
        self.id = id
        self.merchant = merchant
        self.sale = sale
        self.paths = paths
        self.checkouts = checkouts
        self.title = title
        self.startsAt = startsAt
        self.seed = seed
        self.salt = salt
        self.perSecond = perSecond
        isClosed = false
        checkpoint = LessorCheckpoint(epoch: 0, released: 0, granted: 0, serial: 1)
    }

    init(_ row: borrowing Row) throws(StoreError) {
        id = RoomID(UInt32(clamping: try row.integer(0)))
        merchant = MerchantID(UInt32(clamping: try row.integer(1)))
        sale = SaleID(UInt32(clamping: try row.integer(2)))
        paths = Self.list(try row.text(3))
        checkouts = Self.list(try row.text(4))
        title = RoomTitle(try row.text(5), try row.text(6))
        startsAt = Timestamp(try row.integer(7))
        seed = try row.text(8)
        salt = try row.blob(9)
        perSecond = Int(try row.integer(10))
        isClosed = try row.integer(11) != 0
        checkpoint = LessorCheckpoint(
            epoch: UInt32(clamping: try row.integer(12)),
            released: UInt64(clamping: try row.integer(13)),
            granted: UInt64(clamping: try row.integer(14)),
            serial: UInt64(clamping: try row.integer(15)))
        version = try row.integer(16)
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init)
    }

    var values: [SQLValue] {
        [
            .integer(Int64(id.rawValue)), .integer(Int64(merchant.rawValue)),
            .integer(Int64(sale.rawValue)), .text(paths.joined(separator: "\n")),
            .text(checkouts.joined(separator: "\n")), .text(title.english), .text(title.chinese),
            .integer(startsAt.rawValue), .text(seed), .blob(salt), .integer(Int64(perSecond)),
            .integer(isClosed ? 1 : 0), .integer(Int64(checkpoint.epoch)),
            .integer(Int64(clamping: checkpoint.released)),
            .integer(Int64(clamping: checkpoint.granted)),
            .integer(Int64(clamping: checkpoint.serial)), .integer(version),
        ]
    }

    /// What all halves of the room hold.
    var notice: RoomNotice? {
        guard let seed = DrawSeed(text: seed) else { return nil }
        let scope: RoomScope =
            sale.rawValue == 0 ? .path(paths.first ?? "/") : .sale(merchant, sale)
        return RoomNotice(
            settings: RoomSettings(
                id: id, scope: scope, title: title, startsAt: startsAt,
                commitment: seed.commitment, salt: salt), paths: paths, checkouts: checkouts)
    }
}
