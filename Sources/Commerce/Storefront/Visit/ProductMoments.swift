internal import Catalogue
internal import Primitives
internal import Service
internal import Synchronization

/// Product pages as they are now, so that a crowd on one page has it made once for each change of
/// product, price or stock, and once a second.
final class ProductMoments: Sendable {
    /// Names a page.
    struct Name: Hashable, Sendable {
        var merchant: MerchantID
        var product: ProductID
        var language: Language
        /// The SKU that the address chooses.
        var sku: UInt64?
    }

    /// What a page was made of, beside its name: it holds as long as this is the same.
    struct Basis: Equatable, Sendable {
        var view: ProductView
        var front: StoreFront
        /// The categories that it may show.
        var categories: [Category]
        /// The last batch of the journal on the board.
        var position: UInt64
        /// Sales open and close with the clock.
        var second: Int64
    }

    /// A main part on both sides of the field that differs from browser to browser.
    struct Part: Sendable {
        var before: HTML
        var after: HTML
        var shelf: CategoryID?
        /// What it shows, for edges that keep it.
        var tags: [String]
        var isTimed: Bool
    }

    /// The whole page for somebody whom the store knows nothing of, around the same field.
    struct Page: Sendable {
        var before: [UInt8]
        var after: [UInt8]
    }

    private struct Entry {
        var basis: Basis
        var part: Part
        var page: Page?
    }

    /// Pages that are kept; at the limit all are made anew.
    private static let limit = 4096
    private let entries = Mutex<[Name: Entry]>([:])

    /// The page of this moment for an unknown visitor, if it was kept.
    func page(_ name: Name, _ basis: Basis) -> Page? {
        let kept = entries.withLock { $0[name] }
        guard let kept, kept.basis == basis else { return nil }
        return kept.page
    }

    /// Keeps the page of an unknown visitor whose field holds `secret`.
    func keep(_ name: Name, _ basis: Basis, page bytes: [UInt8], around secret: String) {
        guard let place = bytes.firstRange(of: Array(secret.utf8)) else { return }
        let page = Page(
            before: Array(bytes[..<place.lowerBound]), after: Array(bytes[place.upperBound...]))
        entries.withLock { entries in
            if entries[name]?.basis == basis { entries[name]?.page = page }
        }
    }

    /// The main part of this moment; `make` makes it.
    func part(_ name: Name, _ basis: Basis, _ make: () throws -> Part) rethrows -> Part {
        let kept = entries.withLock { $0[name] }
        if let kept, kept.basis == basis { return kept.part }
        let part = try make()
        entries.withLock { entries in
            if entries.count >= Self.limit { entries.removeAll() }
            entries[name] = Entry(basis: basis, part: part)
        }
        return part
    }
}
