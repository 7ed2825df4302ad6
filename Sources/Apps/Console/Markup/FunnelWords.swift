internal import Boards
internal import Service

/// The steps to an order in words.
enum FunnelWords {
    static func name(_ step: FunnelStep, _ t: Language) -> String {
        switch step {
        case .view: t("viewed", "浏览")
        case .cart: t("put into cart", "加购")
        case .checkout: t("checkout", "结算")
        case .order: t("ordered", "下单")
        case .pay: t("paying", "支付")
        }
    }
}
