internal import Service

/// What a line of the audit log is about, in words.
enum SubjectWords {
    private static let chinese: [(kind: String, text: String)] = [
        ("order", "订单"), ("product", "商品"), ("sku", "SKU"), ("category", "分类"),
        ("warehouse", "仓库"), ("sale", "活动"), ("coupon", "优惠券"), ("shipment", "发货"),
        ("payment", "支付"), ("buyer", "买家"), ("staff", "员工"), ("session", "会话"),
        ("key", "密钥"), ("store", "店铺"), ("merchant", "商家"), ("token_key", "令牌密钥"),
        ("waitingRoom", "候场"),
    ]

    /// A kind of thing.
    static func name(_ kind: String, _ t: Language) -> String {
        let known = chinese.first { $0.kind == kind }?.text
        let english =
            switch kind {
            case "sku": "SKU"
            case "waitingRoom": "waiting room"
            default: kind.replacing("_", with: " ")
            }
        return t(english, known ?? english)
    }

    /// The kinds that a list can be narrowed to.
    static func options(_ t: Language) -> [(value: String, text: String)] {
        [("", t("all", "全部"))] + chinese.map { ($0.kind, name($0.kind, t)) }
    }

    /// How somebody proved who they are, such as `session:12`.
    static func way(_ via: String, _ t: Language) -> HTML {
        let parts = via.split(separator: ":").map(String.init)
        let way =
            switch parts.first {
            case "session": t("session", "会话")
            case "key": t("key", "密钥")
            case "token": t("token", "令牌")
            case "system": t("system", "系统")
            default: parts.first ?? ""
            }
        return "<span class=\"whole\">\(([way] + parts.dropFirst()).joined(separator: " "))</span>"
    }

    private static let details = [
        "address": "地址", "answer": "应答", "carrier": "承运商", "code": "代码", "created": "新增",
        "currency": "货币", "delta": "增减", "email": "邮箱", "from": "从", "is_operator": "平台运营",
        "name": "名称", "per_second": "每秒人数", "price": "价格", "quantity": "数量", "reason": "原因",
        "refused": "拒绝", "revoking_others": "吊销其他会话", "role": "角色", "rows": "行数",
        "sale": "活动", "shipment": "发货", "sku": "SKU", "slug": "短名称", "to": "到", "units": "件数",
        "until": "至", "updated": "更新", "warehouse": "仓库",
    ]

    /// More about an action: each name with its value.
    static func summary(_ text: String, _ t: Language) -> HTML {
        guard let document = try? JSONParser.parse(Array(text.utf8)), let members = document.members
        else { return text.isEmpty ? .empty : "<code>\(text)</code>" }
        let items = members.map { member -> HTML in
            let value = member.value.string ?? member.value.text
            let name = member.name.replacing("_", with: " ")
            let known = details[member.name]
            let label: HTML =
                t == .chinese && known == nil
                ? "<small lang=\"en\">\(name)</small>" : "<small>\(t(name, known ?? name))</small>"
            return "<li>\(label) \(value)</li>"
        }
        return items.isEmpty ? .empty : "<ul class=\"more\">\(items)</ul>"
    }

    /// A thing, in one line.
    static func html(_ kind: String, _ subject: String, _ t: Language) -> HTML {
        "<span class=\"whole\">\(name(kind, t)) \(subject)</span>"
    }
}
