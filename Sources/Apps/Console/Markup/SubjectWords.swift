internal import Service

/// What a line of the audit log is about, in words.
enum SubjectWords {
    private static let chinese: [(kind: String, text: String)] = [
        ("order", "订单"), ("product", "商品"), ("sku", "SKU"), ("category", "分类"),
        ("warehouse", "仓库"), ("sale", "活动"), ("coupon", "优惠券"), ("shipment", "发货"),
        ("payment", "支付"), ("buyer", "买家"), ("staff", "员工"), ("session", "会话"),
        ("key", "密钥"), ("store", "店铺"), ("merchant", "商家"), ("token_key", "令牌密钥"),
    ]

    /// A kind of thing.
    static func name(_ kind: String, _ t: Language) -> String {
        let known = chinese.first { $0.kind == kind }?.text
        let english = kind == "sku" ? "SKU" : kind.replacing("_", with: " ")
        return t(english, known ?? english)
    }

    /// The kinds that a list can be narrowed to.
    static func options(_ t: Language) -> [(value: String, text: String)] {
        [("", t("all", "全部"))] + chinese.map { ($0.kind, name($0.kind, t)) }
    }

    /// A thing, in one line.
    static func html(_ kind: String, _ subject: String, _ t: Language) -> HTML {
        "<span class=\"whole\">\(name(kind, t)) \(subject)</span>"
    }
}
