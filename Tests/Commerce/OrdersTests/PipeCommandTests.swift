import Foundation
import OrderCore
import Orders
import Primitives
import Testing

/// Lines that are no commands, and what the person who wrote them is told.
@Suite struct PipeCommandTests {
    @Test(
        arguments: [
            (
                #"{"token":4,"place":{"buyer":1,"key":"k","lines":[]}}"#, 4,
                "place.merchant is missing"
            ),
            (
                #"{"token":4,"place":{"merchant":1,"buyer":1,"key":"k","lines":[{"sale":1}]}}"#,
                4, "place.lines[0].sku is missing"
            ),
            (
                #"{"token":4,"place":{"merchant":1,"buyer":1,"key":7,"lines":[]}}"#, 4,
                "place.key is not a text"
            ),
            (
                #"{"token":4,"place":{"merchant":1,"buyer":1,"key":"k","lines":7}}"#, 4,
                "place.lines is not a list"
            ),
            (
                #"{"token":4,"place":{"merchant":1,"buyer":1,"key":"k","lines":[],"cupon":7}}"#, 4,
                "place.cupon is unknown: there is no such member"
            ),
            (
                #"{"token":4,"place":{"merchant":1,"buyer":1,"key":"k","lines":[{"sale":1,"sku":1,"#
                    + #""quantity":1,"unit_price":1,"colour":"red"}]}}"#, 4,
                "place.lines[0].colour is unknown: there is no such member"
            ),
            (#"{"token":4,"plaice":{}}"#, 4, "plaice is unknown: there is no such member"),
            (#"{"token":4,"place":7}"#, 4, "place is not an object"),
            (#"{"place":{}}"#, nil, "token is missing"),
            (#"{"cancel":{"merchant":1,"order":1}}"#, nil, "token is missing"),
            (
                #"{"token":4,"cancel":{"merchant":4294967296,"order":1}}"#, 4,
                "a number does not fit where it stands: it is too large, negative or not whole"
            ),
            (#"{"token":4}"#, 4, "a command has exactly one part besides its token"),
            (#"{"token":4"#, nil, "the line is not JSON"), ("7", nil, "the line is not an object"),
            (
                #"{"token":4,"set_coupon":{"merchant":1,"coupon":1,"kind":"half","value":1,"#
                    + #""currency":156}}"#, 4, "set_coupon.kind is neither fixed nor percent"
            ),
        ] as [(String, UInt64?, String)])
    func `what is wrong is said plainly`(line: String, token: UInt64?, reason: String) {
        let refusal = #expect(throws: PipeRefusal.self) {
            _ = try PipeCommand.read(Array(line.utf8), JSONDecoder()).command(now: Timestamp(0))
        }
        #expect(refusal?.reason == reason && refusal?.token == token, "\(line)")
    }

    @Test func `a coupon has all its terms`() throws {
        let line =
            #"{"token":1,"set_coupon":{"merchant":1,"coupon":2,"kind":"percent","#
            + #""value":1000,"minimum_spend":500,"budget_money":9,"budget_count":8,"#
            + #""limit_per_buyer":7,"starts_at":6,"ends_at":50,"currency":978}}"#
        let command = try PipeCommand.read(Array(line.utf8), JSONDecoder())
            .command(now: Timestamp(0))
        guard case .setCoupon(let terms) = command else {
            Issue.record("\(command)")
            return
        }
        #expect(
            terms
                == CouponTerms(
                    merchant: MerchantID(1), coupon: CouponID(2), kind: .percent, value: 1000,
                    minimumSpend: MinorUnits(500), budgetMoney: MinorUnits(9), budgetCount: 8,
                    limitPerBuyer: 7, startsAt: Timestamp(6), endsAt: Timestamp(50),
                    currency: Currency(978)))
    }
}
