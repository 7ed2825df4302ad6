internal import Service

/// Words of the room's pages, in both languages.
struct RoomWords {
    let t: Language

    init(_ language: Language) { t = language }

    /// A time in words, rounded outward to a figure that a person would say.
    func duration(_ seconds: Int, up: Bool) -> String {
        let steps = [10, 20, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200]
        let rounded =
            up
            ? steps.first { $0 >= seconds } ?? (seconds + 3599) / 3600 * 3600
            : steps.last { $0 <= seconds } ?? 0
        if rounded < 60 { return t("\(rounded) seconds", "\(rounded) 秒") }
        if rounded < 7200 {
            let minutes = rounded / 60
            return t(minutes == 1 ? "1 minute" : "\(minutes) minutes", "\(minutes) 分钟")
        }
        return t("\(rounded / 3600) hours", "\(rounded / 3600) 小时")
    }

    /// The range of the wait.
    func wait(_ estimate: WaitEstimate) -> String {
        guard let most = estimate.mostSeconds else {
            return t(
                "Nobody can say at the moment how long it will take.", "目前无法估计等待时间。")
        }
        let end = duration(most, up: true)
        let least = estimate.leastSeconds ?? 0
        guard least >= 10 else { return t("At most about \(end).", "最多约 \(end)。") }
        let start = duration(least, up: false)
        return t("Between \(start) and \(end).", "约 \(start)到 \(end)。")
    }

    /// The range of the place.
    func place(_ estimate: WaitEstimate) -> String {
        let (low, high) = (number(estimate.place.lowerBound), number(estimate.place.upperBound))
        return low == high ? low : t("\(low) to \(high)", "\(low) 至 \(high)")
    }

    /// A number with its thousands set apart.
    func number(_ value: Int) -> String {
        var text = ""
        for (index, digit) in "\(value)".reversed().enumerated() {
            if index > 0 && index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }

    /// Why the queue was sent home.
    func words(_ dismissal: Dismissal) -> (title: String, text: String) {
        switch dismissal {
        case .soldOut:
            (
                t("Sold out", "已售罄"),
                t(
                    "All stock of this sale is sold. You need not wait any longer.",
                    "本次活动的商品已全部售出，您无需继续等待。")
            )
        case .ended:
            (
                t("The sale is over", "活动已结束"),
                t(
                    "This sale has ended. You need not wait any longer.",
                    "本次活动已结束，您无需继续等待。")
            )
        case .closed:
            (
                t("The waiting room is closed", "候场已关闭"),
                t(
                    "The shop has closed this waiting room. Nothing was ordered in your name.",
                    "商家已关闭此候场，您没有产生任何订单。")
            )
        }
    }

    /// What is wrong with a ticket.
    func words(_ fault: TicketFault) -> String {
        switch fault {
        case .copied:
            t(
                "This ticket belongs to another account or device. A copy is not taken.",
                "此排队凭证属于其他账户或设备，复制的凭证无效。")
        case .expired:
            t(
                "Your ticket was not shown for too long, so you have a new place.",
                "您的排队凭证长时间未更新，已为您重新排队。")
        case .used:
            t("This pass has been used at the checkout.", "此通行凭证已在结账时使用。")
        case .unreadable, .otherRoom, .future, .unknown:
            t(
                "Your ticket could not be read, so you have a new place.",
                "无法读取您的排队凭证，已为您重新排队。")
        }
    }
}
