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

    /// More about an action: each name with its value.
    static func summary(_ text: String) -> HTML {
        guard let document = try? JSONParser.parse(Array(text.utf8)), let members = document.members
        else { return text.isEmpty ? .empty : "<code>\(text)</code>" }
        let items = members.map { member -> HTML in
            let value = member.value.string ?? member.value.text
            return "<li><small>\(member.name.replacing("_", with: " "))</small> \(value)</li>"
        }
        return items.isEmpty ? .empty : "<ul class=\"more\" lang=\"en\">\(items)</ul>"
    }

    /// A thing, in one line.
    static func html(_ kind: String, _ subject: String, _ t: Language) -> HTML {
        "<span class=\"whole\">\(name(kind, t)) \(subject)</span>"
    }
}
