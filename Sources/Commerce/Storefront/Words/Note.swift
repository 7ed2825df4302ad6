internal import Service

/// What a page says first after a form was sent, named in its address.
enum Note: String, CaseIterable {
    case added, full, unavailable, removed, changed, saved, welcome, bye, cancelled, paid
    case placed, address, provider, twenty

    /// Whether something went wrong.
    var isProblem: Bool {
        switch self {
        case .full, .unavailable, .provider, .twenty: true
        default: false
        }
    }

    /// The words.
    func text(_ t: Language) -> String {
        switch self {
        case .added: t("Added to your cart.", "已加入购物车。")
        case .full:
            t("Your cart is full: it holds 100 different items.", "购物车已满：最多 100 种商品。")
        case .unavailable:
            t(
                "Some items can’t be bought right now: change or remove them to go on.",
                "部分商品暂时无法购买：请修改或移除后继续。")
        case .removed: t("Removed from your cart.", "已从购物车移除。")
        case .changed: t("Your cart is up to date.", "购物车已更新。")
        case .saved: t("Saved.", "已保存。")
        case .welcome: t("Welcome! You are signed in.", "欢迎！您已登录。")
        case .bye: t("You are signed out.", "您已退出登录。")
        case .cancelled: t("Your order is cancelled.", "订单已取消。")
        case .paid: t("Thank you! Your payment has arrived.", "谢谢！款项已收到。")
        case .placed: t("Thank you! Your order is placed.", "谢谢！订单已提交。")
        case .address: t("The delivery address is saved.", "收货地址已保存。")
        case .provider:
            t(
                "The payment service can’t be reached right now. Your order is held: try again.",
                "支付服务暂时无法访问。订单已为您保留，请稍后再试。")
        case .twenty:
            t("You can keep 20 addresses: delete one first.", "最多保存 20 个地址，请先删除一个。")
        }
    }
}
