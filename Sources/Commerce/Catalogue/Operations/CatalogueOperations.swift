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
        productOperations + skuOperations + categoryOperations + warehouseOperations
            + storeOperations + spreadsheetOperations
    }

    /// Writes a line of the audit log.
    func record(_ call: Call, _ action: String, _ kind: String, _ subject: String) throws {
        guard case .staff(let staff) = call.principal else { throw Problem.forbidden }
        try audit.record(.staff(staff), merchant: staff.merchant, action, kind, subject)
    }

    /// The number in the path.
    func number(_ call: Call, _ name: String) throws -> UInt64 {
        UInt64(try call.identifier(name))
    }

    /// Where a list by numbers goes on: the number that the page before gave as `next`.
    static func after(_ call: Call) throws -> UInt64 {
        guard let text = call.after else { return 0 }
        guard let number = UInt64(text), number < 1 << 53 else {
            throw Problem.field("query:after", "it is not the `next` of a page of this list")
        }
        return number
    }

    /// What a full page gives as `next`.
    static func next(_ count: Int, _ limit: Int, _ last: UInt64?) -> String? {
        count < limit ? nil : last.map { "\($0)" }
    }
}
