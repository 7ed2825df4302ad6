internal import HTTPTypes
internal import Identity
internal import Primitives
internal import Service

extension IdentityOperations {
    static func merchants(_ identity: Identity, _ open: @escaping OpenStore) -> [Operation] {
        [
            Operation(
                "listMerchants", .get, "/v1/merchants", tag: "Merchants",
                "Lists the merchants of the platform.", [.merchantsRead],
                query: [.limit, .after], success: .init(200, .page(.merchant))
            ) { call in
                .page(try identity.merchants.list(call.page)) { $0.json }
            },
            Operation(
                "getMerchant", .get, "/v1/merchants/{merchant}", tag: "Merchants",
                "Shows a merchant: for operators any, for its staff their own.",
                [.merchantsRead, .accountOwn], success: .init(200, .merchant)
            ) { call in
                .merchant(try merchant(identity, call, unless: .merchantsRead))
            },
            Operation(
                "makeMerchant", .post, "/v1/merchants", tag: "Merchants",
                "Makes a merchant with an empty store.",
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
                try open(merchant)
                return .merchant(merchant, status: 201)
            },
            Operation(
                "editMerchant", .patch, "/v1/merchants/{merchant}", tag: "Merchants",
                "Changes a merchant's name: operators any, a store's own sellers theirs.",
                [.merchantsWrite, .storeWrite],
                body: .json(.object([.required("name", .field(.name))])),
                success: .init(200, .merchant), needsVersion: true
            ) { call in
                let known = try merchant(identity, call, unless: .merchantsWrite)
                let action: Action =
                    call.principal.may(.merchantsWrite) ? .merchantsWrite : .storeWrite
                return .merchant(
                    try identity.merchants.rename(
                        known.id, to: call.bodyText("name"),
                        expectedVersion: call.expectedVersion(), by: call.author(action)))
            },
            addOwner(identity, open),
        ]
    }

    private static func addOwner(
        _ identity: Identity, _ open: @escaping OpenStore
    ) -> Operation {
        Operation(
            "addOwner", .post, "/v1/merchants/{merchant}/owners", tag: "Merchants",
            "Gives a merchant an owner with a random password, and its store if it has none.",
            [.merchantsWrite],
            body: .json(
                .object([.required("email", .email), .required("name", .field(.name))])),
            success: .init(
                201,
                .object([
                    .required("staff", .staff),
                    .required("password", .shownPassword, "Shown this once."),
                ])), conflicts: ["email_taken"], isCreation: true
        ) { call in
            let merchant = try merchant(identity, call, unless: .merchantsWrite)
            // A crash may have come between the making of a merchant and that of its store.
            try open(merchant)
            let new = NewStaff(
                merchant: merchant.id, email: call.bodyText("email"),
                name: call.bodyText("name"), role: .owner)
            let (member, password) = try identity.staff.make(
                new, by: call.author(.merchantsWrite))
            return .secret(["staff": member.json, "password": JSON(password)], status: 201)
        }
        .withSecret()
    }

    /// The merchant that the path names; for whoever may not do this to all, their own alone.
    private static func merchant(
        _ identity: Identity, _ call: Call, unless action: Action
    ) throws -> Merchant {
        guard let number = UInt32(exactly: try call.identifier("merchant")),
            call.principal.may(action) || call.principal.merchant == MerchantID(number),
            let merchant = try identity.merchants.find(MerchantID(number))
        else { throw Problem.notFound("merchant") }
        return merchant
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
                in: call.merchant, matching: filter, call.page)
            return .page(page) { $0.json }
        }
    }
}

extension Reply {
    fileprivate static func merchant(_ merchant: Merchant, status: Int = 200) -> Reply {
        .versioned(merchant.json, version: merchant.version, status: status)
    }
}
