internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Primitives
internal import Service

extension MarketingOperations {
    var stateOperations: [Operation] {
        [
            Operation(
                "scheduleSale", .post, "/v1/sales/{sale}/schedule", tag: "Sales",
                "Hands a draft to the order core: it opens and closes by the clock.",
                [.salesWrite], success: .init(200, Forms.sale),
                conflicts: ["sale_empty", "sale_closed"]
            ) { call in
                let id = try saleID(call)
                let sale = try marketing.schedule(id, of: try call.merchant)
                try record(call, "sale.schedule", "sale", "\(id)")
                return reply(sale, call)
            },
            Operation(
                "closeSale", .post, "/v1/sales/{sale}/close", tag: "Sales",
                "Ends a sale now; its orders go on.", [.salesWrite],
                success: .init(200, Forms.sale),
                conflicts: ["sale_is_draft", "everyday_sale"]
            ) { call in
                let id = try saleID(call)
                let sale = try marketing.closeSale(id, of: try call.merchant)
                try record(call, "sale.close", "sale", "\(id)")
                return reply(sale, call)
            },
            Operation(
                "getSaleCalendar", .get, "/v1/sale-calendar", tag: "Sales",
                "Sales between two moments, in the order of their starts; 500 at most.",
                [.salesRead],
                query: [
                    .required("from", .time, "From this moment on."),
                    .required("until", .time, "Up to this moment."),
                ],
                success: .init(
                    200,
                    .object([
                        .required("items", .list(Forms.sale, maximum: MarketingLimits.calendar))
                    ]))
            ) { call in
                guard let from = Forms.time(call.request.query["from"].map { .string($0) }),
                    let until = Forms.time(call.request.query["until"].map { .string($0) })
                else { throw Problem.field("query:from", "a time is wanted") }
                let sales = try marketing.calendar(
                    of: try call.merchant, from: from, until: until)
                return .json(["items": .array(sales.map { Forms.json($0, at: call.now) })])
            },
        ]
    }
}
