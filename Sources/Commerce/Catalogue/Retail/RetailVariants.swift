/// Finds the stock codes that are one product in several colours, sizes or designs.
///
/// Codes such as 85099B and 85099C share five digits; they are one product when their names share
/// at least two words at the same end, and what is left of each name is there and different.
struct RetailVariants {
    /// One product of one or more codes.
    struct Product {
        /// The name all share, as in the source.
        var name: String
        /// "Colour", "Size" or "Design"; empty for one code.
        var option: String
        /// The places of the codes, and the part of each one's name that is its own.
        var members: [(place: Int, value: String)]
    }

    private struct Member {
        var place: Int
        var words: [Substring]
    }

    /// Groups codes that have lines; the order is that of each group's first code.
    static func group(_ codes: [RetailCode]) -> [Product] {
        var stems: [String: [Int]] = [:]
        var order: [String] = []
        for (place, code) in codes.enumerated() where code.lines > 0 {
            let stem = stem(of: code.code)
            if stems[stem] == nil { order.append(stem) }
            stems[stem, default: []].append(place)
        }
        return order.flatMap { stem in
            let places = (stems[stem] ?? []).sorted { codes[$0].code < codes[$1].code }
            return products(places, codes)
        }
    }

    /// Five digits before a letter or two; else the code itself.
    private static func stem(of code: String) -> String {
        let digits = code.prefix { $0.isASCII && $0.isNumber }
        let rest = code.dropFirst(digits.count)
        let isStem = digits.count == 5 && (1...2).contains(rest.count)
        return isStem && rest.allSatisfy(\.isLetter) ? String(digits) : code
    }

    private static func products(_ places: [Int], _ codes: [RetailCode]) -> [Product] {
        var rest = places.map { place in
            Member(place: place, words: codes[place].name.uppercased().split(separator: " "))
        }
        var found: [Product] = []
        while let first = rest.first {
            let group = largestGroup(around: first, rest)
            let taken = Set(group.members.map(\.place))
            rest.removeAll { taken.contains($0.place) }
            found.append(
                group.members.count > 1
                    ? group
                    : Product(
                        name: codes[first.place].name, option: "", members: [(first.place, "")]))
        }
        return found
    }

    /// Tries the words that `first` shares with each other member, and takes those that bring the
    /// most members together.
    private static func largestGroup(around first: Member, _ members: [Member]) -> Product {
        var best = Product(name: "", option: "", members: [(first.place, "")])
        for other in members.dropFirst() {
            let head = zip(first.words, other.words).prefix { $0 == $1 }.count
            let limit = min(first.words.count, other.words.count) - head
            let tail = zip(first.words.reversed(), other.words.reversed()).prefix { $0 == $1 }.count
            guard let group = group(members, first, head: head, tail: min(tail, limit)),
                group.members.count > best.members.count
            else { continue }
            best = group
        }
        return best
    }

    private static func group(_ members: [Member], _ first: Member, head: Int, tail: Int)
        -> Product?
    {
        let (start, end) = (first.words.prefix(head), first.words.suffix(tail))
        let shared = Array(start + end)
        guard shared.filter({ $0.count > 2 }).count >= 2 else { return nil }
        var values: Set<String> = []
        var taken: [(place: Int, value: String)] = []
        for member in members where member.words.count > head + tail {
            guard member.words.starts(with: start),
                member.words.reversed().starts(with: end.reversed())
            else { continue }
            let own = member.words.dropFirst(head).dropLast(tail).joined(separator: " ")
            let value = RetailWords.title(own.replacing("|", with: "/").replacing("=", with: " "))
            guard !value.isEmpty, values.insert(value).inserted else { continue }
            taken.append((member.place, value))
        }
        let name = shared.joined(separator: " ")
        return Product(name: name, option: option(values), members: taken)
    }

    private static func option(_ values: Set<String>) -> String {
        let words = values.map { value in
            value.uppercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
        if words.allSatisfy({ $0.contains(where: colours.contains) }) { return "Colour" }
        let areSizes = words.allSatisfy { parts in
            parts.allSatisfy { sizes.contains($0) || $0.contains(where: \.isNumber) }
        }
        return areSizes ? "Size" : "Design"
    }

    private static let colours: Set<String> = [
        "RED", "BLUE", "GREEN", "PINK", "WHITE", "BLACK", "YELLOW", "ORANGE", "PURPLE", "BROWN",
        "GREY", "GRAY", "CREAM", "IVORY", "GOLD", "SILVER", "LILAC", "TURQUOISE", "FUCHSIA",
        "FUSCHIA", "AMETHYST", "AMBER", "JET", "CRYSTAL", "CLEAR", "MINT", "PEACH", "BEIGE",
        "BRONZE", "COPPER", "RUBY", "EMERALD", "TURQ", "MONTANA", "NAVY", "MULTICOLOUR", "LIME",
        "OLIVE", "CORAL", "LAVENDER", "CHOCOLATE", "AQUA", "NIL", "NILE", "GUNMETAL", "TOPAZ",
    ]
    private static let sizes: Set<String> = [
        "S", "M", "L", "XL", "SMALL", "MEDIUM", "LARGE", "MINI", "EXTRA", "BIG", "JUMBO", "GIANT",
        "TINY",
    ]
}
