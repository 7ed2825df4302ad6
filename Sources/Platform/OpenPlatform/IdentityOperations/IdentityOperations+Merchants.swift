internal import HTTPTypes
internal import Identity
internal import Primitives
internal import Service

extension IdentityOperations {
    static func merchants(_ identity: Identity) -> [Operation] {
        [
            Operation(
                "listMerchants", .get, "/v1/merchants", tag: "Merchants",
                "Lists the merchants of the platform.", [.merchantsRead],
                query: [.limit, .after], success: .init(200, .page(.merchant))
            ) { call in
                .page(try identity.merchants.list(call.page())) { $0.json }
            },
            Operation(
                "getMerchant", .get, "/v1/merchants/{merchant}", tag: "Merchants",
                "Shows a merchant.", [.merchantsRead], success: .init(200, .merchant)
            ) { call in
                guard let number = UInt32(exactly: try call.identifier("merchant")),
                    let merchant = try identity.merchants.find(MerchantID(number))
                else { throw Problem.notFound("merchant") }
                return .json(merchant.json)
            },
            Operation(
                "makeMerchant", .post, "/v1/merchants", tag: "Merchants", "Makes a merchant.",
                [.merchantsWrite],
                body: .json(
                    .object([
                        .required("slug", .field(.slug, example: "north-shop")),
                        .required("name", .field(.name)), .required("currency", .currency),
                    ])), success: .init(201, .merchant), conflicts: ["slug_taken"],
                isCreation: true
            ) { call in
                let merchant = try identity.merchants.make(
                    slug: call.bodyText("slug"), name: call.bodyText("name"),
                    currency: call.bodyText("currency"), by: call.author(.merchantsWrite))
                return .json(merchant.json, status: 201)
            },
        ]
    }

    static func audit(_ identity: Identity) -> Operation {
        Operation(
            "listAudit", .get, "/v1/audit", tag: "Staff",
            "Shows who changed what, the newest first.", [.auditRead],
            query: [
                .limit, .after, .optional("staff", .identifier, "What this member of staff did."),
                .optional("action", .text(maximum: 80), "What was done, such as `staff.role`."),
                .optional("subject_kind", .text(maximum: 40), "The kind of thing it was done to."),
                .optional("subject", .text(maximum: 200), "The thing it was done to."),
            ], success: .init(200, .page(.auditEntry))
        ) { call in
            let query = call.request.query
            let filter = AuditFilter(
                staff: query["staff"].flatMap { Int64($0) }.map { StaffID($0) },
                action: query["action"], subjectKind: query["subject_kind"],
                subject: query["subject"])
            let page = try identity.audit.list(
                in: call.merchant, matching: filter, call.page())
            return .page(page) { $0.json }
        }
    }
}
