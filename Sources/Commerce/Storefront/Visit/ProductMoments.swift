internal import Catalogue
internal import Primitives
internal import Service
internal import Synchronization

/// The main parts of product pages as they are now, so that a crowd on one page has it made once
/// for each change of product, price or stock.
final class ProductMoments: Sendable {
    /// Names a main part.
    struct Name: Hashable, Sendable {
        var merchant: MerchantID
        var product: ProductID
        var language: Language
        /// The SKU that the address chooses.
        var sku: UInt64?
    }

    /// What a main part was made of, beside its name: it holds as long as this is the same.
    struct Basis: Equatable, Sendable {
        var view: ProductView
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
    }

    /// Main parts that are kept; at the limit all are made anew.
    private static let limit = 4096
    private let parts = Mutex<[Name: (basis: Basis, part: Part)]>([:])

    /// The main part of this moment; `make` makes it.
    func part(_ name: Name, _ basis: Basis, _ make: () throws -> Part) rethrows -> Part {
        let kept = parts.withLock { $0[name] }
        if let kept, kept.basis == basis { return kept.part }
        let part = try make()
        parts.withLock { parts in
            if parts.count >= Self.limit { parts.removeAll() }
            parts[name] = (basis, part)
        }
        return part
    }
}
