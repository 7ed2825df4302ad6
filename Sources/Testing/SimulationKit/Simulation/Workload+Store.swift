internal import OrderCore
internal import Primitives

// What a merchant's staff asks for.

extension Workload {
    /// The commands that set the store up.
    mutating func opening(at now: Timestamp) -> [Command] {
        var commands: [Command] = []
        for sale in shape.sales {
            let terms = SaleTerms(
                merchant: shape.merchant(of: sale), sale: sale, startsAt: Timestamp(0),
                limitPerBuyer: UInt32(pick([0, 0, 4, 12])), currency: shape.currency(of: sale))
            sales[sale] = terms
            commands.append(.setSale(terms))
            for sku in 1...shape.skus {
                let item = ItemTerms(
                    merchant: terms.merchant, sale: sale, sku: SKUID(sku),
                    unitPrice: MinorUnits(pick([0, 1, 99, 333, 1999, 10_000_000_000])),
                    limitPerBuyer: UInt32(pick([0, 0, 2, 5])))
                items.append(item)
                commands.append(.setItem(item))
                for isRehearsal in [false, true] {
                    commands.append(
                        .changeStock(
                            ChangeStock(
                                merchant: terms.merchant, sale: sale, sku: SKUID(sku),
                                delta: Int64(pick([1, 3, 10, 30, 100])), reference: name(),
                                isRehearsal: isRehearsal)))
                }
            }
        }
        for number in 1...shape.coupons {
            var terms = couponTerms(at: now)
            terms.coupon = CouponID(number)
            commands.append(.setCoupon(terms))
        }
        return commands
    }

    mutating func saleTerms(_ sale: SaleID, at now: Timestamp) -> SaleTerms {
        let soon = Int64(below(Int(shape.window)) + 1)
        let past = now.adding(milliseconds: -soon)
        let future = now.adding(milliseconds: soon)
        let (start, end) = pick([
            (Timestamp(0), Timestamp.never), (Timestamp(0), .never), (Timestamp(0), future),
            (past, future),
            (past, .never), (past, now), (future, .never), (future, past),
        ])
        var terms = SaleTerms(
            merchant: shape.merchant(of: sale), sale: sale, startsAt: start, endsAt: end,
            limitPerBuyer: UInt32(pick([0, 0, 3, 10])), currency: shape.currency(of: sale))
        switch below(40) {
        case 0: terms.merchant = shape.otherMerchant
        case 1: terms.currency = .poundSterling
        case 2: terms.limitPerBuyer = .max
        case 3: terms.sale = SaleID(0)
        case 4, 5, 6: terms.sale = SaleID(10 + UInt32(below(4)))
        default: if end > start { sales[sale] = terms }
        }
        return terms
    }

    mutating func itemTerms() -> ItemTerms {
        let sale = pick(shape.sales)
        var terms = ItemTerms(
            merchant: shape.merchant(of: sale), sale: sale,
            sku: SKUID(1 + random.next() % shape.skus),
            unitPrice: MinorUnits(pick([0, 1, 99, 333, 1999])),
            limitPerBuyer: UInt32(pick([0, 0, 1, 4])))
        switch below(20) {
        case 0: terms.unitPrice = MinorUnits(-1)
        case 1: terms.limitPerBuyer = .max
        case 2: terms.merchant = shape.otherMerchant
        case 3, 4: terms.sku = SKUID(50 + random.next() % 8)
        default: items.append(terms)
        }
        return terms
    }

    mutating func changeStock() -> Command {
        let sale = pick(shape.sales)
        let deltas: [Int64] = [1, 2, 5, 20, -1, -3, -1000, 0, 1_000_000_000_000_000]
        return .changeStock(
            ChangeStock(
                merchant: random.happens(0.03) ? shape.otherMerchant : shape.merchant(of: sale),
                sale: sale,
                sku: SKUID(random.happens(0.03) ? 77 : 1 + random.next() % shape.skus),
                delta: pick(deltas),
                reference: name(), isRehearsal: random.happens(0.15)))
    }

    mutating func couponTerms(at now: Timestamp) -> CouponTerms {
        let isPercent = random.happens(0.5)
        let soon = Int64(below(Int(shape.window)) + 1)
        let value = isPercent ? pick([1, 1000, 3333, 10_000]) : pick([1, 50, 777, 100_000])
        var terms = CouponTerms(
            merchant: MerchantID(1), coupon: CouponID(1 + UInt32(below(Int(shape.coupons)))),
            kind: isPercent ? .percent : .fixed, value: Int64(value),
            minimumSpend: MinorUnits(pick([0, 0, 100, 5000])),
            budgetMoney: pick([nil, nil, MinorUnits(500), MinorUnits(20_000)]),
            budgetCount: pick([nil, nil, 3, 10]), limitPerBuyer: UInt32(pick([0, 0, 1, 3])),
            startsAt: pick([
                Timestamp(0), Timestamp(0), Timestamp(0), now.adding(milliseconds: soon),
            ]),
            endsAt: pick([.never, .never, .never, now.adding(milliseconds: soon * 2)]),
            currency: .yuan)
        switch below(30) {
        case 0: terms.value = pick([0, 1_000_000_000_000_001])
        case 1: terms.merchant = shape.otherMerchant
        case 2: terms.currency = .euro
        case 3: terms.budgetCount = .max
        case 4: terms.endsAt = terms.startsAt
        case 5: terms.coupon = CouponID(0)
        case 6: terms.coupon = CouponID(20 + UInt32(below(4)))
        default: break
        }
        return terms
    }
}
