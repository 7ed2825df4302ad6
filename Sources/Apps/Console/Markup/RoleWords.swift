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
        }
    }

    static func options(within role: Role, _ t: Language) -> [(value: String, text: String)] {
        Role.allCases.filter { $0.isWithin(role) }.map { ($0.rawValue, name($0, t)) }
    }
}
