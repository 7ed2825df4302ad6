package import Primitives
package import Service

/// What somebody asks for: lines, and a coupon by its text.
package struct OrderRequest: Sendable, Hashable {
    /// One line.
    package struct Line: Sendable, Hashable {
        /// What is wanted.
        package var sku: SKUID
        /// How many.
        package var quantity: UInt32
        /// In which sale; nil for the best offer at the moment.
        package var sale: SaleID?
        /// The price of one that was shown, in minor units; nil for whatever it is.
        package var unitPrice: MinorUnits?

        /// Describes a line.
        package init(
            sku: SKUID, quantity: UInt32, sale: SaleID? = nil, unitPrice: MinorUnits? = nil
        ) {
            self.sku = sku
            self.quantity = quantity
            self.sale = sale
            self.unitPrice = unitPrice
        }
    }

    /// The lines, 1 to 100.
    package var lines: [Line]
    /// A coupon's text.
    package var coupon: String?
    /// Draws on shadow stock and is left out of every book.
    package var isRehearsal: Bool

    /// Describes a wish.
    package init(lines: [Line], coupon: String? = nil, isRehearsal: Bool = false) {
        self.lines = lines
        self.coupon = coupon
        self.isRehearsal = isRehearsal
    }

    /// Reads the body of `POST /v1/orders`; nil for one that is not of its form.
    package init?(_ body: JSON) {
        guard let list = body["lines"]?.array, (1...100).contains(list.count) else { return nil }
        lines = []
        lines.reserveCapacity(list.count)
        for line in list {
            guard let sku = line["sku"]?.integer, let quantity = line["quantity"]?.integer,
                let sku = UInt64(exactly: sku), let quantity = UInt32(exactly: quantity)
            else { return nil }
            let sale = line["sale"]?.integer.flatMap { UInt32(exactly: $0) }
            lines.append(
                Line(
                    sku: SKUID(sku), quantity: quantity, sale: sale.map { SaleID($0) },
                    unitPrice: line["unit_price"]?.integer.map { MinorUnits($0) }))
        }
        coupon = body["coupon"]?.string
        isRehearsal = body["rehearsal"]?.bool ?? false
    }
}
