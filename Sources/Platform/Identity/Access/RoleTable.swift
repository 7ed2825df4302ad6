/// Who may do what: the one table that decides it and documents it.
///
/// `docs/roles.md` holds what `markdown` prints; a test compares them.
package enum RoleTable {
    /// What one action is, and who may do it.
    package struct Row: Sendable {
        /// The action.
        package let action: Action
        /// What it lets somebody do, in words.
        package let meaning: String
        /// Who may.
        package let permitted: Parties

        init(_ action: Action, _ meaning: String, _ permitted: Parties) {
            self.action = action
            self.meaning = meaning
            self.permitted = permitted
        }
    }

    /// The rows, in the order of `Action.allCases`.
    package static let rows: [Row] = [
        Row(.storeRead, "see what is published", [.staff, .visitors]),
        Row(.catalogueRead, "see the whole catalogue, drafts included", .staff),
        Row(.catalogueWrite, "change products, SKUs, categories, media, prices", .sellers),
        Row(.stockRead, "see stock by pool and warehouse", .staff),
        Row(.stockWrite, "change stock", [.sellers, .warehouse]),
        Row(.salesRead, "see sales before they open", .staff),
        Row(.salesWrite, "make, schedule, open and close sales", .sellers),
        Row(.couponsRead, "see coupons", [.sellers, .support, .analyst, .rehearser]),
        Row(.couponsWrite, "make and stop coupons", .sellers),
        Row(
            .ordersRead, "see all orders",
            [.sellers, .warehouse, .support, .analyst, .rehearser]),
        Row(.ordersCancel, "cancel an order of any buyer", [.sellers, .support]),
        Row(
            .paymentsRead, "see payments and refunds",
            [.sellers, .support, .analyst, .rehearser]),
        Row(.refundsWrite, "pay money back", [.sellers, .support]),
        Row(
            .shipmentsRead, "see shipments",
            [.sellers, .warehouse, .support, .analyst, .rehearser]),
        Row(
            .shipmentsWrite, "ship, change a shipment, see where orders go",
            [.sellers, .warehouse]),
        Row(.buyersRead, "see buyers and their addresses", [.sellers, .support]),
        Row(.staffRead, "see who works here", .sellers),
        Row(.staffWrite, "add staff, change roles, disable, reset passwords", .owner),
        Row(.keysRead, "see API keys, not their secrets", .sellers),
        Row(.keysWrite, "make and revoke API keys", .sellers),
        Row(.auditRead, "read the audit log", .sellers),
        Row(.storeWrite, "change the store's name, look, home page", .sellers),
        Row(
            .statisticsRead, "see figures and the big screen",
            [.sellers, .support, .analyst, .rehearser]),
        Row(.rehearse, "rehearse on the running shop, with shadow stock", [.sellers, .rehearser]),
        Row(.accountOwn, "see one's own staff account, change one's password", .staff),
        Row(.operate, "see cells, journal and metrics", .platform),
        Row(.merchantsRead, "see all merchants", .platform),
        Row(.merchantsWrite, "make merchants", .platform),
        Row(.buyersSignIn, "sign up or sign in as a buyer", .visitors),
        Row(.cartOwn, "change one's own cart", .visitors),
        Row(.ordersPlace, "place an order", .buyer),
        Row(.ordersOwn, "see, pay and cancel one's own orders", .buyer),
        Row(.profileOwn, "see and change one's own profile and addresses", .buyer),
    ]

    /// Whether a member of staff with this role may do it in their own store.
    package static func permits(_ role: Role, _ action: Action) -> Bool {
        permits(role.party, action)
    }

    /// Whether any of the parties may do it.
    package static func permits(_ parties: Parties, _ action: Action) -> Bool {
        !rows[action.rawValue].permitted.isDisjoint(with: parties)
    }

    /// The whole table as a Markdown table.
    package static var markdown: String {
        let headings = Parties.columns.map(\.heading)
        var lines = [
            "| action | lets somebody | \(headings.joined(separator: " | ")) |",
            "|---|---|\(headings.map { _ in ":-:|" }.joined())",
        ]
        for row in rows {
            let marks = Parties.columns.map { row.permitted.contains($0.party) ? "●" : " " }
            lines.append(
                "| `\(row.action.name)` | \(row.meaning) | \(marks.joined(separator: " | ")) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
