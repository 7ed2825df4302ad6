import Marketing
import OrderCore
import Orders
import Primitives
import Service
import Testing

@Suite struct CouponTests {
    private func draft(_ code: String, value: Int64 = 50) -> CouponDraft {
        CouponDraft(
            code: code, name: LocalText("Half a pound off"),
            terms: CouponTerms(
                merchant: Shop.merchant, coupon: CouponID(0), kind: .fixed, value: value,
                currency: .poundSterling))
    }

    @Test func `a coupon is found by its code, however it is typed`() throws {
        let shop = try Shop()
        let coupon = try shop.marketing.createCoupon(draft("Save-50"), of: Shop.merchant)
        #expect(shop.marketing.coupon(code: " sAVE-50 ", of: Shop.merchant)?.id == coupon.id)
        #expect(shop.marketing.coupon(code: "SAVE-50", of: Shop.other) == nil)
        #expect(
            shop.code { _ = try shop.marketing.createCoupon(draft("SAVE-50"), of: Shop.merchant) }
                == "code_taken")
        #expect(
            shop.code { _ = try shop.marketing.createCoupon(draft("no good"), of: Shop.other) }
                == nil)
        #expect(
            shop.code { _ = try shop.marketing.createCoupon(draft("ü?"), of: Shop.other) }
                == "invalid_request")
        try shop.reopen()
        #expect(shop.marketing.coupon(code: "save-50", of: Shop.merchant)?.id == coupon.id)
    }

    @Test func `the core takes a coupon off until it is stopped`() throws {
        let shop = try Shop()
        let sale = try shop.marketing.everydaySale(of: Shop.merchant, currency: .poundSterling)
        try shop.marketing.sell(SKUID(1), price: MinorUnits(200), stock: 10, of: Shop.merchant)
        let coupon = try shop.marketing.createCoupon(draft("SAVE"), of: Shop.merchant)
        #expect(shop.order(sale.id, 1, 200, key: 1, coupon: coupon.id).amount == 150)
        let edited = try shop.marketing.editCoupon(
            coupon.id, of: Shop.merchant, version: 1, draft("SAVE", value: 70))
        #expect(edited.version == 2)
        #expect(shop.order(sale.id, 1, 200, key: 2, coupon: coupon.id).amount == 130)
        try shop.marketing.stopCoupon(coupon.id, of: Shop.merchant)
        #expect(shop.order(sale.id, 1, 200, key: 3, coupon: coupon.id).code == .couponClosed)
        #expect(
            shop.marketing.coupon(code: "SAVE", of: Shop.merchant)?.isOpen(at: shop.clock.now())
                == false)
    }
}
