extension ProfileShape {
    /// The whole file.
    static let profile = Self.group([
        Member(name: "name", shape: .text), Member(name: "about", shape: .text),
        Member(name: "edges", shape: .whole),
        Member(name: "flash", shape: wholes("skus", "stock", "limit_per_buyer", "buyers")),
        Member(name: "room", shape: wholes("buyers", "per_second", "stock"), isNeeded: false),
        Member(
            name: "coupon",
            shape: .group([
                Member(name: "percent", shape: .whole), Member(name: "orders", shape: .whole),
                Member(name: "money", shape: .whole, isNeeded: false),
                Member(name: "limit_per_buyer", shape: .whole),
                Member(name: "share", shape: .number),
            ]), isNeeded: false),
        Member(name: "phases", shape: .list(phase)), Member(name: "habits", shape: habits),
        Member(
            name: "provider", shape: wholes("late", "doubled", "reordered", "lost", "declined")),
        Member(name: "faults", shape: .list(fault)),
    ])

    private static let phase = Self.group([
        Member(name: "name", shape: .text), Member(name: "seconds", shape: .number),
        Member(name: "pages", shape: .number), Member(name: "sale_pages", shape: .number),
        Member(name: "flash_orders", shape: .number),
        Member(name: "everyday_orders", shape: .number),
        Member(name: "opens", shape: .flag, isNeeded: false),
    ])

    private static let habits = Self.group([
        Member(name: "pay", shape: .number), Member(name: "cancel", shape: .number),
        Member(name: "returns", shape: .number, isNeeded: false),
        Member(name: "double_click", shape: .number),
        Member(name: "think_seconds", shape: .number),
        Member(name: "patience_seconds", shape: .number),
    ])

    private static let fault = Self.group([
        Member(
            name: "kind", shape: .choice(SaleProfile.Fault.Kind.allCases.map(\.rawValue))),
        Member(name: "at", shape: .number),
        Member(name: "seconds", shape: .number, isNeeded: false),
        Member(name: "per_second", shape: .number, isNeeded: false),
    ])

    private static func wholes(_ names: String...) -> Self {
        .group(names.map { Member(name: $0, shape: .whole) })
    }
}
