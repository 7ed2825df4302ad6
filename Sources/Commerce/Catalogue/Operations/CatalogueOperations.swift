package import Identity
package import OpenPlatform
internal import Primitives
internal import Service

/// The operations of products, SKUs, categories, warehouses and the store's look.
package struct CatalogueOperations: Sendable {
    let catalogue: Catalogue
    let audit: AuditLog

    /// Joins what they need.
    package init(_ catalogue: Catalogue, audit: AuditLog) {
        self.catalogue = catalogue
        self.audit = audit
    }

    /// All of them.
    package var all: [Operation] {
        productOperations + mediaOperations + skuOperations + categoryOperations
            + warehouseOperations + storeOperations + spreadsheetOperations
    }

    /// Writes a line of the audit log.
    func record(
        _ call: Call, _ action: String, _ kind: String, _ subject: String,
        _ details: JSON = .object([])
    ) throws {
        guard case .staff(let staff) = call.principal else { throw Problem.forbidden }
        try audit.record(.staff(staff), merchant: staff.merchant, action, kind, subject, details)
    }

    /// The number in the path.
    func number(_ call: Call, _ name: String) throws -> UInt64 {
        UInt64(try call.identifier(name))
    }
}
