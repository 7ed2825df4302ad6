/// Where a product, or a SKU of it, stands between being written and being taken off.
package enum ProductStatus: String, Hashable, Sendable, CaseIterable {
    /// Being written: staff alone see it.
    case draft
    /// On sale.
    case published
    /// Taken off; kept, as orders name it.
    case archived

    var number: Int64 {
        switch self {
        case .draft: 0
        case .published: 1
        case .archived: 2
        }
    }

    init?(number: Int64) {
        guard let status = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = status
    }
}
