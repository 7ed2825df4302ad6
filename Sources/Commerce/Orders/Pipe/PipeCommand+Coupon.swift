internal import OrderCore
internal import Primitives

extension PipeCommand {
    /// A coupon. Times in milliseconds since 1970.
    package struct SetCoupon: PipePart, Sendable, Hashable {
        /// How a coupon takes off.
        package enum Kind: String, Codable, Sendable {
            /// `value` minor units.
            case fixed
            /// `value` basis points of the total: 1000 are ten percent.
            case percent

            /// Reads the word.
            package init(from decoder: any Decoder) throws {
                let word = try decoder.singleValueContainer().decode(String.self)
                guard let kind = Kind(rawValue: word) else {
                    let path = PipeRefusal.path(decoder.codingPath)
                    throw PipeRefusal("\(path) is neither fixed nor percent")
                }
                self = kind
            }
        }

        /// Whose coupon it is.
        package var merchant: UInt32
        /// The coupon.
        package var coupon: UInt32
        /// How it takes off.
        package var kind: Kind
        /// Minor units or basis points, by `kind`.
        package var value: Int64
        /// The least total before the discount; none unless said.
        package var minimum_spend: Int64?
        /// Sum of discounts that it may grant; no bound unless said.
        package var budget_money: Int64?
        /// Orders that it may be used in; no bound unless said.
        package var budget_count: UInt32?
        /// Orders that one buyer may use it in; no limit unless said.
        package var limit_per_buyer: UInt32?
        /// Can be used from then on; at once unless said.
        package var starts_at: Int64?
        /// Can be used up to then; for ever unless said.
        package var ends_at: Int64?
        /// ISO 4217 numeric code.
        package var currency: UInt16

        /// Whether there is a member of this name.
        static func has(_ member: String) -> Bool {
            CodingKeys(stringValue: member) != nil
        }

        var command: Command {
            .setCoupon(
                CouponTerms(
                    merchant: MerchantID(merchant), coupon: CouponID(coupon),
                    kind: kind == .fixed ? .fixed : .percent, value: value,
                    minimumSpend: MinorUnits(minimum_spend ?? 0),
                    budgetMoney: budget_money.map { MinorUnits($0) }, budgetCount: budget_count,
                    limitPerBuyer: limit_per_buyer ?? 0, startsAt: Timestamp(starts_at ?? 0),
                    endsAt: ends_at.map { Timestamp($0) } ?? .never,
                    currency: Currency(currency)))
        }
    }
}
