internal import Service

// Sentences of the pages that say one thing each.
extension RoomWords {
    var again: String {
        t(
            "This page keeps itself up to date. Keep it open; you keep your place if you load it "
                + "again or change the network.",
            "本页面会自动更新。请保持页面打开；刷新或切换网络不会丢失您的位置。")
    }

    var draw: String {
        t(
            "The order of all who are here at the start is drawn by lot: coming early gives no "
                + "better place.", "开始时将为所有在场者抽签决定顺序，先到并不占优。")
    }

    var next: String {
        t("You are let in with the next place that is free.", "有空位时您将立即进入。")
    }

    var beyondStock: String {
        t(
            "More people stand before you than there is stock: it will probably be sold out when "
                + "it is your turn.", "您前面的人数多于剩余库存，轮到您时很可能已售罄。")
    }

    var cutOff: String {
        t(
            "We can't reach the sale at the moment. Your place is kept; nobody can say how long "
                + "it will take.", "暂时无法连接到活动服务。您的位置会保留，但无法估计等待时间。")
    }

    var closed: String {
        t(
            "The shop can't take you in at this moment. A place that you have is kept.",
            "商店暂时无法接待您。您已有的排队位置会保留。")
    }

    var drawExplained: String {
        t(
            "Before the sale we published the SHA-256 of a secret seed. At the start we publish "
                + "the seed. Your number is the SHA-256 of the seed and your code: the smaller it "
                + "is, the earlier your turn.",
            "活动开始前，我们公布了秘密种子的 SHA-256；开始时公布种子本身。"
                + "您的号码是种子与您的代码的 SHA-256，号码越小越靠前。")
    }

    var badCode: String {
        t(
            "A code is 32 digits from 0 to 9 and a to f: copy it from your waiting page.",
            "代码由 32 位 0–9、a–f 组成，请从排队页面复制。")
    }

    var recipe: String {
        t(
            "The first line gives what was published before, the second your number.",
            "第一行得到事先公布的值，第二行得到您的号码。")
    }
}
