import OrderCore
import Primitives
import Testing

/// What people read: words, not numbers of tables and states.
@Suite struct ExplanationTests {
    @Test(arguments: [
        (
            Decision(.saleNotOpen, line: 1, amount: 1_794_355_200_123),
            "line 1: the sale opens at 2026-11-11T00:00:00.123Z"
        ),
        (
            Decision(.couponClosed, amount: 951_782_400_000),
            "the coupon could be used up to 2000-02-29T00:00:00.000Z"
        ),
        (
            Decision(.orderClosed, order: OrderID(5), amount: 3),
            "order 5 is expired: this cannot be done to it any more"
        ),
        (
            Decision(.busy, amount: 1, detail: 10),
            "there is no room for more orders (10): try again later"
        ),
        (
            Decision(.invalid, amount: InvalidReason.lineCount.rawValue),
            "an order has 1 to 100 lines"
        ),
        (Decision(.currencyMismatch, amount: 8, detail: 978), "the currency is 008, not 978"),
        (Decision(.unknownSale), "this merchant has no such sale"),
        (Decision(.unknownSale, line: 2), "line 2: this merchant has no such sale"),
    ])
    func `a decision is explained in words`(decision: Decision, text: String) {
        #expect(decision.explanation == text)
    }

    @Test func `every code has an explanation for any numbers`() {
        for code in DecisionCode.allCases {
            for number in [Int64.min, -1, 0, 1, .max] {
                let decision = Decision(code, order: OrderID(1), amount: number, detail: number)
                #expect(!decision.explanation.isEmpty)
            }
        }
    }
}
