internal import Boards
internal import Catalogue
internal import Primitives
internal import Service

extension Storefront {
    /// The lines of the visitor's cart with their offers of this moment; what the catalogue no
    /// longer knows is left out.
    func priced(_ visit: Visit) throws -> [PricedLine] {
        try carts.lines(visit.cart).compactMap { try priced($0, visit) }
    }

    /// A line with its offer of this moment.
    func priced(_ line: CartLine, _ visit: Visit) throws -> PricedLine? {
        guard let (sku, product) = try finder.find(line.sku, of: visit.merchant) else { return nil }
        var priced = PricedLine(line: line, sku: sku, product: product)
        guard sku.isOnSale, product.product.status == .published,
            let offer = board.offer(of: sku.id, at: visit.now), offer.merchant == visit.merchant
        else { return priced }
        priced.offer = offer
        return priced
    }

    /// The currency of the first line that is for sale.
    func currency(of lines: [PricedLine]) -> Currency {
        lines.lazy.compactMap(\.offer?.currency).first ?? lines.first?.sku.price.currency
            ?? .poundSterling
    }

    /// The sum of all lines; stops at the largest number instead of overflowing.
    func total(of lines: [PricedLine]) -> MinorUnits {
        lines.reduce(.zero) { sum, line in
            let (value, overflow) = sum.rawValue.addingReportingOverflow(line.total.rawValue)
            return MinorUnits(overflow ? .max : value)
        }
    }
}
