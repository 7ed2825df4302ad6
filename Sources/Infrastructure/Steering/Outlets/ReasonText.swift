internal import Service

extension Explanation.Reason {
    /// The reason as a sentence.
    func text(_ t: Language) -> String {
        switch self {
        case .noNode:
            t("No node serves: none has reported that it is well.", "没有节点在服务：尚无健康上报。")
        case .betterIsFull(let better, let chosen):
            t(
                "\(better) is better but has no room for all: \(chosen) takes the rest.",
                "\(better) 更优，但容量不足：其余由 \(chosen) 承接。")
        case .betterIsOut(let better, let standing, let chosen):
            t(
                "\(better) would be better but is \(standing.text(t)): \(chosen) is the next best.",
                "\(better) 更优，但\(standing.text(t))：\(chosen) 次优。")
        case .isOneOf(let count, let chosen):
            t(
                "\(chosen) is one of \(count) equally good nodes that share these clients.",
                "\(chosen) 是共同承担这些客户的 \(count) 个同级节点之一。")
        case .isNearestOfOperator(let chosen):
            t(
                "\(chosen) is the nearest with the client's operator.",
                "\(chosen) 是同运营商中最近的节点。")
        case .isNearestForAll(let chosen):
            t(
                "\(chosen) is the nearest that takes every operator.",
                "\(chosen) 是接入全部运营商的最近节点。")
        case .isNearest(let chosen):
            t(
                "\(chosen) is the best, though it lacks the client's operator.",
                "\(chosen) 最优，但未接入客户的运营商。")
        }
    }
}

extension NodeState.Standing {
    /// The standing in a word.
    func text(_ t: Language) -> String {
        switch self {
        case .serving: t("serving", "服务中")
        case .returning: t("returning", "恢复观察中")
        case .draining: t("draining", "排空中")
        case .unhealthy: t("unhealthy", "不健康")
        case .silent: t("silent", "无心跳")
        }
    }
}
