internal import Boards
internal import Service

/// What is said of an offer's stock.
enum Stock {
    /// From so many on the number is not told.
    static let few: Int64 = 10

    /// The words with their class: `in`, `few` or `out`.
    static func html(_ offer: PoolStatus?, _ t: Language) -> HTML {
        let (name, text) = words(offer, t)
        return "<span class=\"stock \(name)\">\(text)</span>"
    }

    /// The words.
    static func words(_ offer: PoolStatus?, _ t: Language) -> (name: String, text: String) {
        guard let offer else { return ("out", t("Not available", "暂不销售")) }
        if offer.free <= 0 { return ("out", t("Sold out", "已售罄")) }
        if offer.free <= few {
            return ("few", t("Only \(offer.free) left", "仅剩 \(offer.free) 件"))
        }
        return ("in", t("In stock", "有货"))
    }
}
