package import Boards
package import Identity
package import OpenPlatform
package import Primitives
internal import Service

/// The operations of sales, items, pools and coupons.
package struct MarketingOperations: Sendable {
    let marketing: Marketing
    let stock: StockBoard
    let audit: AuditLog
    /// Whether a merchant has a SKU, as the catalogue says.
    let hasSKU: @Sendable (MerchantID, SKUID) throws -> Bool

    /// Joins what they need.
    package init(
        _ marketing: Marketing, stock: StockBoard, audit: AuditLog,
        hasSKU: @escaping @Sendable (MerchantID, SKUID) throws -> Bool
    ) {
        self.marketing = marketing
        self.stock = stock
        self.audit = audit
        self.hasSKU = hasSKU
    }

    /// All of them.
    package var all: [Operation] {
        saleOperations + stateOperations + itemOperations + stockOperations + couponOperations
            + rehearsalOperations
    }

    /// Writes a line of the audit log.
    func record(_ call: Call, _ action: String, _ kind: String, _ subject: String) throws {
        guard case .staff(let staff) = call.principal else { throw Problem.forbidden }
        try audit.record(.staff(staff), merchant: staff.merchant, action, kind, subject)
    }

    /// The sale that the path names.
    func saleID(_ call: Call) throws -> SaleID {
        guard let id = UInt32(exactly: try call.identifier("sale")) else {
            throw Problem.notFound("sale")
        }
        return SaleID(id)
    }

    /// The SKU that the path names.
    func skuID(_ call: Call) throws -> SKUID { SKUID(UInt64(try call.identifier("sku"))) }
}
