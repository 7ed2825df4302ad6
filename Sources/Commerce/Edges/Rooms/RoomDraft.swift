internal import OrderCore
package import Primitives
internal import Service
package import WaitingRoom

/// A waiting room that somebody wishes to open.
package struct RoomDraft: Sendable {
    /// The sale whose page, checkout and orders it stands before; nil for a path.
    package var sale: SaleID?
    /// The path that it stands before, where no sale is named.
    package var path: String
    /// What it is called.
    package var title: RoomTitle
    /// When the first are let in.
    package var startsAt: Timestamp
    /// People a second that are let in at most.
    package var perSecond: Int

    /// People a second that may be wished for.
    package static let rates = 1...1_000_000
    /// Bytes that a path may have.
    package static let maximumPath = 200

    /// Describes a wish.
    package init(
        sale: SaleID?, path: String, title: RoomTitle, startsAt: Timestamp, perSecond: Int
    ) {
        self.sale = sale
        self.path = path
        self.title = title
        self.startsAt = startsAt
        self.perSecond = perSecond
    }

    /// Whether a text is a path of letters, digits and `. _ ~ / -`, without empty parts or dots
    /// alone: edges let no other path pass, so a room there would stand before nothing.
    package static func isPath(_ text: String) -> Bool {
        text.hasPrefix("/") && text.utf8.count <= maximumPath
            && CanonicalPath.find(Array(text.utf8)[...], keepsLastSlash: true) == .canonical
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E: true
                default: false
                }
            }
    }
}
