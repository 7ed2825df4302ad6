/// A category of the sample's store, with the words by which products are guessed to stand in it.
struct RetailShelf: Sendable {
    var slug: String
    var english: String
    var chinese: String
    /// Words or phrases in upper case, in the singular.
    var keys: [String] = []
    /// The shelves below.
    var below: [RetailShelf] = []

    /// What fits no other shelf.
    static let other = "more-gifts"

    /// The slug of the shelf for a name: the first one with a key in it, by `order`.
    static func guess(_ name: String) -> String {
        let upper = name.uppercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        var phrases: Set<String> = []
        for start in upper.indices {
            var phrase = ""
            for word in upper[start...].prefix(3) {
                let before = phrase.isEmpty ? "" : phrase + " "
                phrase = before + word
                phrases.insert(phrase)
                // Keys stand in the singular.
                if word.hasSuffix("ES") { phrases.insert(before + word.dropLast(2)) }
                if word.hasSuffix("S") { phrases.insert(before + word.dropLast()) }
            }
        }
        return order.first { $0.keys.contains(where: phrases.contains) }?.slug ?? other
    }

    /// The shelves with keys, the surest first: a Christmas card is a Christmas thing, and a lunch
    /// bag with hearts a bag.
    private static let order: [RetailShelf] = {
        let all = Dictionary(
            uniqueKeysWithValues: store.flatMap(\.below).map { ($0.slug, $0) })
        return surest.compactMap { all[$0] }
    }()

    private static let surest = [
        "christmas", "easter", "jewellery", "hair-accessories", "lunch-bags", "warmers", "craft",
        "purses-travel", "shopping-bags", "t-light-holders", "candles", "lamps", "bath-beauty",
        "baking", "cards-wrap", "party", "signs-wall-art", "frames-mirrors", "games-toys",
        "notebooks-pens", "tableware", "tins-jars", "kitchen-tools", "garden", "picnic",
        "cushions-textiles", "cabinets-boxes", "flowers-vases", "children", "hanging-decorations",
        "hooks-hardware", "ornaments",
    ]
}
