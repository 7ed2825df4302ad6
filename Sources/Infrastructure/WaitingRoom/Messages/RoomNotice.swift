package import Primitives
internal import Seals
package import Service

/// A room as the center tells it to its edges: what it is like, and which paths it stands before.
package struct RoomNotice: Sendable, Hashable {
    /// Paths of one room at most.
    package static let maximumPaths = 16

    /// What it is like.
    package var settings: RoomSettings
    /// Paths that nobody gets to without a pass, with all below them.
    package var paths: [String]
    /// Paths to which a form is sent that uses a pass up.
    package var checkouts: [String]

    /// Joins them.
    package init(settings: RoomSettings, paths: [String], checkouts: [String]) {
        self.settings = settings
        self.paths = paths
        self.checkouts = checkouts
    }

    /// As a document, with the room's salt: for edges alone.
    package var document: JSON {
        var members: [JSON.Member] = [
            .init("room", JSON(settings.id.rawValue)),
            .init("paths", .array(paths.map { .string($0) })),
            .init("checkouts", .array(checkouts.map { .string($0) })),
            .init("english", .string(settings.title.english)),
            .init("chinese", .string(settings.title.chinese)),
            .init("starts_at", JSON(settings.startsAt.rawValue)),
            .init("commitment", .string(settings.commitment)),
            .init("salt", .string(SecretDigest.hexadecimal(settings.salt))),
        ]
        if case .sale(let merchant, let sale) = settings.scope {
            members.append(.init("merchant", JSON(merchant.rawValue)))
            members.append(.init("sale", JSON(sale.rawValue)))
        }
        return .object(members)
    }

    /// Reads a document; nil for one of another form.
    package init?(_ document: JSON) {
        func texts(_ name: String) -> [String]? {
            document[name]?.array.flatMap { list in
                let texts = list.compactMap { $0.string }
                return texts.count == list.count && texts.count <= Self.maximumPaths ? texts : nil
            }
        }
        guard let number = document["room"]?.integer.flatMap({ UInt32(exactly: $0) }),
            let paths = texts("paths"), let checkouts = texts("checkouts"),
            let english = document["english"]?.string, let chinese = document["chinese"]?.string,
            let startsAt = document["starts_at"]?.integer,
            let commitment = document["commitment"]?.string,
            let salt = document["salt"]?.string.flatMap({ SecretDigest.bytes(hexadecimal: $0) })
        else { return nil }
        var scope = RoomScope.path(paths.first ?? "/")
        if let merchant = document["merchant"]?.integer, let sale = document["sale"]?.integer {
            scope = .sale(
                MerchantID(UInt32(clamping: merchant)), SaleID(UInt32(clamping: sale)))
        }
        self.init(
            settings: RoomSettings(
                id: RoomID(number), scope: scope, title: RoomTitle(english, chinese),
                startsAt: Timestamp(startsAt), commitment: commitment, salt: salt),
            paths: paths, checkouts: checkouts)
    }

    /// Whether it stands before a path, and how well it fits.
    package func fit(_ path: String) -> Int? {
        paths.compactMap { RoomScope.path($0).fit(path: path) }.max()
    }

    /// Whether a form sent to this path uses a pass up.
    package func isCheckout(_ path: String) -> Bool {
        checkouts.contains { RoomScope.path($0).fit(path: path) != nil }
    }

    /// The sale that it stands before.
    package var sale: SaleID? {
        if case .sale(_, let sale) = settings.scope { sale } else { nil }
    }
}
