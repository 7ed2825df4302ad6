internal import Identity
internal import Service

/// Roles in words.
enum RoleWords {
    static func name(_ role: Role, _ t: Language) -> String {
        switch role {
        case .owner: t("owner", "所有者")
        case .manager: t("manager", "经理")
        case .warehouse: t("warehouse", "仓库")
        case .support: t("support", "客服")
        case .analyst: t("analyst", "分析")
        case .viewer: t("viewer", "只读")
        case .rehearser: t("rehearser", "演练")
        }
    }

    static func options(within role: Role, _ t: Language) -> [(value: String, text: String)] {
        Role.allCases.filter { $0.isWithin(role) }.map { ($0.rawValue, name($0, t)) }
    }

    /// What an action lets somebody do, in Chinese; the role table has the English words.
    static func chinese(_ action: Action) -> String {
        switch action {
        case .storeRead: "查看已发布的内容"
        case .catalogueRead: "查看全部商品，包括草稿"
        case .catalogueWrite: "修改商品、SKU、分类、图片、价格"
        case .stockRead: "按库存池和仓库查看库存"
        case .stockWrite: "修改库存"
        case .salesRead: "查看未开始的活动"
        case .salesWrite: "创建、排期、结束活动"
        case .couponsRead: "查看优惠券"
        case .couponsWrite: "创建和停用优惠券"
        case .ordersRead: "查看全部订单"
        case .ordersCancel: "取消任意买家的订单"
        case .paymentsRead: "查看支付与退款"
        case .refundsWrite: "退款"
        case .shipmentsRead: "查看发货"
        case .shipmentsWrite: "发货、修改发货、查看订单收货地址"
        case .buyersRead: "查看买家及其地址"
        case .staffRead: "查看员工"
        case .staffWrite: "添加员工、修改角色、停用、重置密码"
        case .keysRead: "查看 API 密钥（不含密文）"
        case .keysWrite: "创建和吊销 API 密钥"
        case .auditRead: "查看审计日志"
        case .storeWrite: "修改店铺名称、外观、首页"
        case .statisticsRead: "查看数据与大屏"
        case .rehearse: "在运行中的店铺上用影子库存演练"
        case .accountOwn: "查看自己的账户、修改密码"
        default: action.name
        }
    }
}
