import Marketing
import OrderCore
import Orders
import Primitives
import Service
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        (123_450, Currency.poundSterling, "£1,234.50", "£1,234.50"),
        (5, .yuan, "CN¥0.05", "¥0.05"), (-100_000_000, .euro, "-€1,000,000.00", "-€1,000,000.00"),
        (1234, Currency(392), "JP¥1,234", "JP¥1,234"),
        (0, .unitedStatesDollar, "US$0.00", "US$0.00"),
    ])
    func `money reads as people write it`(
        _ amount: Int64, _ currency: Currency, _ english: String, _ chinese: String
    ) {
        #expect(MinorUnits(amount).text(currency, .english) == english)
        #expect(MinorUnits(amount).text(currency, .chinese) == chinese)
    }

    @Test func `each answer says what matters in both languages`() {
        let soldOut = Decision(.soldOut, amount: 2, detail: 3)
        #expect(
            soldOut.text(.english, currency: nil, what: "the mug")
                == "Only 2 of the mug left, and you asked for 3.")
        #expect(soldOut.text(.chinese, currency: nil).contains("仅剩 2 件"))
        let price = Decision(.priceChanged, amount: 450, detail: 500)
        #expect(price.text(.english, currency: .poundSterling).contains("now £4.50, not £5.00"))
        let soon = Decision(.saleNotOpen, amount: 1_794_355_200_000)
        #expect(soon.text(.english, currency: nil).contains("11 Nov 2026, 00:00 UTC"))
        #expect(soon.text(.chinese, currency: nil).contains("2026年11月11日 00:00"))
        for code in DecisionCode.allCases {
            let decision = Decision(code, amount: 1, detail: 2)
            for language in Language.allCases {
                #expect(!decision.text(language, currency: .euro).isEmpty)
            }
            let problem = Problem(decision, currency: .euro)
            #expect(problem.code == code.text && (400...599).contains(problem.status))
        }
    }
}
