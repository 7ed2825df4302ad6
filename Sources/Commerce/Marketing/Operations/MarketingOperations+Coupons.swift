internal import Boards
internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import OrderCore
internal import Primitives
internal import Service

extension MarketingOperations {
    var couponOperations: [Operation] {
        [
            Operation(
                "listCoupons", .get, "/v1/coupons", tag: "Coupons", "Coupons, the newest first.",
                [.couponsRead], query: [.limit, .after], success: .init(200, .page(Forms.coupon)),
                listCoupons),
            Operation(
                "createCoupon", .post, "/v1/coupons", tag: "Coupons", "Makes a coupon.",
                [.couponsWrite], body: .json(Forms.couponBody(isEdit: false)),
                success: .init(201, Forms.coupon),
                conflicts: ["code_taken", "too_many"], isCreation: true,
                createCoupon),
            Operation(
                "getCoupon", .get, "/v1/coupons/{coupon}", tag: "Coupons",
                "A coupon, with what it granted so far.", [.couponsRead],
                success: .init(200, Forms.coupon)
            ) { call in
                reply(try marketing.coupon(try couponID(call), of: try call.merchant))
            },
            Operation(
                "editCoupon", .patch, "/v1/coupons/{coupon}", tag: "Coupons",
                "Changes a coupon; what is left out stays.", [.couponsWrite],
                body: .json(Forms.couponBody(isEdit: true)), success: .init(200, Forms.coupon),
                needsVersion: true, editCoupon),
            Operation(
                "stopCoupon", .post, "/v1/coupons/{coupon}/stop", tag: "Coupons",
                "Ends a coupon now; orders that have it keep it.", [.couponsWrite],
                success: .init(200, Forms.coupon)
            ) { call in
                let coupon = try marketing.stopCoupon(
                    try couponID(call), of: try call.merchant)
                try record(call, "coupon.stop", "coupon", "\(coupon.id)")
                return reply(coupon)
            },
        ]
    }

    private func couponID(_ call: Call) throws -> CouponID {
        guard let id = UInt32(exactly: try call.identifier("coupon")) else {
            throw Problem.notFound("coupon")
        }
        return CouponID(id)
    }

    private func reply(_ coupon: Coupon, status: Int = 200) -> Reply {
        .versioned(
            Forms.json(coupon, stock.coupon(coupon.id)), version: coupon.version, status: status)
    }

    private func listCoupons(_ call: Call) throws -> Reply {
        let after = call.afterNumber.map { CouponID(UInt32(clamping: $0)) }
        let coupons = try marketing.coupons(
            of: try call.merchant, after: after, limit: call.limit)
        return .page(coupons, limit: call.limit, by: \.id.rawValue) {
            Forms.json($0, stock.coupon($0.id))
        }
    }

    private func createCoupon(_ call: Call) throws -> Reply {
        let merchant = try call.merchant
        let currency = call.body["currency"]?.string.flatMap { Currency(code: $0) }
        var draft = CouponDraft(
            code: call.body["code"]?.string ?? "", name: LocalText(""),
            terms: CouponTerms(
                merchant: merchant, coupon: CouponID(0), kind: .fixed, value: 0,
                currency: currency ?? .poundSterling))
        try Forms.read(call.body, &draft)
        let coupon = try marketing.createCoupon(draft, of: merchant)
        try record(call, "coupon.create", "coupon", "\(coupon.id)")
        return reply(coupon, status: 201)
    }

    private func editCoupon(_ call: Call) throws -> Reply {
        let (id, merchant) = (try couponID(call), try call.merchant)
        let version = try call.expectedVersion()
        let known = try marketing.coupon(id, of: merchant)
        if let version, version != known.version { throw Problem.versionMismatch }
        var draft = CouponDraft(code: known.code, name: known.name, terms: known.terms)
        try Forms.read(call.body, &draft)
        let coupon = try marketing.editCoupon(
            id, of: merchant, version: known.version, draft)
        try record(call, "coupon.edit", "coupon", "\(id)")
        return reply(coupon)
    }
}
