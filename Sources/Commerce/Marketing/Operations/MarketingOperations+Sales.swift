internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Primitives
internal import Service

extension MarketingOperations {
    var saleOperations: [Operation] {
        [
            Operation(
                "listSales", .get, "/v1/sales", tag: "Sales", "Sales, the newest first.",
                [.salesRead],
                query: [
                    .optional(
                        "state", .choice(SaleState.allCases.map(\.rawValue)), "Only these."),
                    .limit, .after,
                ], success: .init(200, .page(Forms.sale)), list),
            Operation(
                "createSale", .post, "/v1/sales", tag: "Sales", "Makes a draft of a sale.",
                [.salesWrite], body: .json(Forms.saleBody(isEdit: false)),
                success: .init(201, Forms.sale), conflicts: ["too_many"], isCreation: true, create),
            Operation(
                "getSale", .get, "/v1/sales/{sale}", tag: "Sales", "A sale.", [.salesRead],
                success: .init(200, Forms.sale)
            ) { call in
                let sale = try marketing.sale(try saleID(call), of: try call.merchant)
                return reply(sale, call)
            },
            Operation(
                "editSale", .patch, "/v1/sales/{sale}", tag: "Sales",
                "Changes a sale; what is left out stays.", [.salesWrite],
                body: .json(Forms.saleBody(isEdit: true)), success: .init(200, Forms.sale),
                conflicts: ["sale_closed"], needsVersion: true, edit),
            Operation(
                "deleteSale", .delete, "/v1/sales/{sale}", tag: "Sales", "Deletes a draft.",
                [.salesWrite], success: .init(204, nil), conflicts: ["sale_not_draft"],
                needsVersion: true
            ) { call in
                let id = try saleID(call)
                try marketing.deleteSale(
                    id, of: try call.merchant, version: try call.expectedVersion())
                try record(call, "sale.delete", "sale", "\(id)")
                return Reply(204)
            },
        ]
    }

    func reply(_ sale: Sale, _ call: Call, status: Int = 200) -> Reply {
        .versioned(Forms.json(sale, at: call.now), version: sale.version, status: status)
    }

    private func list(_ call: Call) throws -> Reply {
        let state = call.request.query["state"].flatMap { SaleState(rawValue: $0) }
        let after = call.afterNumber.map { SaleID(UInt32(clamping: $0)) }
        let sales = try marketing.sales(
            of: try call.merchant, state: state, after: after, limit: call.limit)
        return .page(sales, limit: call.limit, by: \.id.rawValue) { Forms.json($0, at: call.now) }
    }

    private func create(_ call: Call) throws -> Reply {
        var draft = SaleDraft(
            name: LocalText(""), startsAt: call.now, endsAt: call.now, currency: .poundSterling)
        try Forms.read(call.body, &draft)
        let sale = try marketing.createSale(draft, of: try call.merchant)
        try record(call, "sale.create", "sale", "\(sale.id)")
        return reply(sale, call, status: 201)
    }

    private func edit(_ call: Call) throws -> Reply {
        let (id, merchant) = (try saleID(call), try call.merchant)
        let version = try call.expectedVersion()
        let known = try marketing.sale(id, of: merchant)
        if let version, version != known.version { throw Problem.versionMismatch }
        var draft = SaleDraft(known)
        try Forms.read(call.body, &draft)
        // What was read is what the edit is made of, also where the caller takes any version.
        let sale = try marketing.editSale(id, of: merchant, version: known.version, draft)
        try record(call, "sale.edit", "sale", "\(id)")
        return reply(sale, call)
    }
}
