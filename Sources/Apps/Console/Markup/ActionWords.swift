internal import Service

/// What a line of the audit log says was done, in words.
///
/// Pages and the API name some actions differently: both say the same here.
enum ActionWords {
    private typealias Entry = (code: String, english: String, chinese: String)

    private static let catalogue: [Entry] = [
        ("product.make", "New product", "新建商品"),
        ("product.create", "New product", "新建商品"),
        ("product.edit", "Product changed", "修改商品"),
        ("product.media", "Pictures changed", "修改商品图片"),
        ("product.import", "Products imported", "导入商品"),
        ("products.import", "Products imported", "导入商品"),
        ("sku.make", "New SKU", "新建 SKU"),
        ("sku.create", "New SKU", "新建 SKU"),
        ("sku.edit", "SKU changed", "修改 SKU"),
        ("category.create", "New category", "新建分类"),
        ("category.edit", "Category changed", "修改分类"),
        ("category.delete", "Category deleted", "删除分类"),
        ("warehouse.make", "New warehouse", "新建仓库"),
        ("warehouse.create", "New warehouse", "新建仓库"),
        ("warehouse.edit", "Warehouse changed", "修改仓库"),
        ("stock.change", "Stock for sale changed", "调整可售库存"),
        ("stock.count", "Stock counted", "盘点库存"),
        ("stock.move", "Moved between warehouses", "仓间调拨"),
        ("stock.sell", "Put on everyday sale", "开始日常销售"),
    ]

    private static let sales: [Entry] = [
        ("sale.make", "New sale", "新建活动"),
        ("sale.create", "New sale", "新建活动"),
        ("sale.edit", "Sale changed", "修改活动"),
        ("sale.setItem", "Item of a sale set", "设置活动商品"),
        ("sale.removeItem", "Item taken out of a sale", "移除活动商品"),
        ("sale.item.add", "Item put into a sale", "添加活动商品"),
        ("sale.item.edit", "Item of a sale changed", "修改活动商品"),
        ("sale.item.remove", "Item taken out of a sale", "移除活动商品"),
        ("sale.schedule", "Sale scheduled", "活动排期"),
        ("sale.close", "Sale closed", "关闭活动"),
        ("sale.delete", "Draft of a sale deleted", "删除活动草稿"),
        ("waitingRoom.open", "Waiting room opened", "开启候场"),
        ("waitingRoom.edit", "Waiting room changed", "修改候场"),
        ("waitingRoom.close", "Waiting room closed", "关闭候场"),
        ("coupon.make", "New coupon", "新建优惠券"),
        ("coupon.create", "New coupon", "新建优惠券"),
        ("coupon.edit", "Coupon changed", "修改优惠券"),
        ("coupon.stop", "Coupon stopped", "停用优惠券"),
    ]

    private static let orders: [Entry] = [
        ("order.cancel", "Order cancelled", "取消订单"),
        ("order.refund", "Money paid back", "退款"),
        ("order.restock", "Returned goods restocked", "退货入库"),
        ("order.ship", "Order shipped", "订单发货"),
        ("shipment.make", "Order shipped", "订单发货"),
        ("shipment.bulk", "Several orders shipped", "批量发货"),
        ("shipment.deliver", "Shipment delivered", "确认送达"),
        ("shipment.delivered", "Shipment delivered", "确认送达"),
    ]

    private static let people: [Entry] = [
        ("store.edit", "Name and look of the store changed", "修改店铺名称与外观"),
        ("store.arrange", "Home page arranged", "编排首页"),
        ("store.blocks", "Home page arranged", "编排首页"),
        ("store.publish", "Home page published", "发布首页"),
        ("merchant.make", "New merchant", "新建商家"),
        ("merchant.edit", "Merchant renamed", "修改商家名称"),
        ("staff.make", "New member of staff", "新增员工"),
        ("staff.role", "Role changed", "修改员工角色"),
        ("staff.disable", "Member of staff disabled", "停用员工"),
        ("staff.enable", "Member of staff enabled", "启用员工"),
        ("staff.resetPassword", "Password reset", "重置密码"),
        ("staff.changePassword", "Own password changed", "修改本人密码"),
        ("session.begin", "Signed in", "登录"),
        ("session.end", "Signed out", "退出登录"),
        ("key.make", "New API key", "新建 API 密钥"),
        ("key.revoke", "API key revoked", "吊销 API 密钥"),
        ("tokens.rotate", "Key for buyers' tokens renewed", "更换买家令牌密钥"),
    ]

    private static let all = catalogue + sales + orders + people

    /// An action in words; its code, which programs filter by, shows on pointing.
    static func html(_ code: String, _ t: Language) -> HTML {
        guard let entry = all.first(where: { $0.code == code }) else {
            return "<code>\(code)</code>"
        }
        return "<span title=\"\(code)\">\(t(entry.english, entry.chinese))</span>"
    }

    /// What a list can be narrowed to; `chosen` is there also where nobody knows it.
    static func options(_ t: Language, chosen: String) -> [(value: String, text: String)] {
        var options = [(value: "", text: t("all", "全部"))]
        options += all.map { ($0.code, "\(t($0.english, $0.chinese)) · \($0.code)") }
        let isKnown = options.contains { $0.value == chosen }
        return isKnown ? options : options + [(chosen, chosen)]
    }
}
