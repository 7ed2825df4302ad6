internal import IPLibrary
internal import Service

/// The page that says why an address gets its node.
struct ExplanationPage {
    private let t: Language

    init(_ language: Language) { t = language }

    func page(asked: String?, _ explained: Explanation?) -> HTML {
        let title = t("Why this node", "为什么是这个节点")
        return BarePage.make(
            t, title: title, .wide,
            """
            <form method="get"><p><label for="ip">\(t("Address", "地址"))</label>
            <input id="ip" name="ip" value="\(asked ?? "")" required maxlength="45">
            <button>\(t("Explain", "解释"))</button></p></form>
            \(explained.map { result($0) } ?? .empty)
            """)
    }

    private func result(_ explained: Explanation) -> HTML {
        let heads = [
            (t("Node", "节点"), false), (t("Place", "位置"), false), (t("Tier", "层级"), true),
            ("km", true), (t("Same operator", "同运营商"), false), (t("Standing", "状态"), false),
            (t("Load", "负载"), true), (t("Capacity", "容量"), true),
            (t("Share of clients", "客户份额"), true),
        ].map { title, isNumber -> HTML in
            let type: HTML = isNumber ? " class=\"n\"" : ""
            return "<th scope=\"col\"\(type)>\(title)</th>"
        }
        let place = explained.place.description.replacing("|", with: " · ")
        let overload: HTML =
            explained.isOverloaded
            ? "<p>\(t("More is asked than all nodes can bear.", "总需求超过全部节点的容量。"))</p>" : .empty
        return """
            <p class="state">\(explained.reason.text(t))</p>\(overload)
            <dl><dt>\(t("Known as", "位置"))</dt><dd>\(place)</dd>
            <dt>\(t("Counted to", "归入"))</dt><dd>\(explained.region) · \
            \(explained.networkOperator ?? t("no operator that a node names", "其他运营商"))</dd>
            <dt>\(t("The same holds for", "同样适用于"))</dt>
            <dd>\(explained.network.description)</dd>
            <dt>\(t("Map", "映射"))</dt><dd>\(explained.version)</dd></dl>
            <div class="scroll" role="region" tabindex="0" aria-label="\(t("Nodes", "节点"))">\
            <table><thead><tr>\(heads)</tr></thead>
            <tbody>\(explained.nodes.map { row($0) })</tbody></table></div>
            """
    }

    private func row(_ node: Explanation.Node) -> HTML {
        let kilometers = node.kilometers.map { "\(Int($0.rounded()))" } ?? "–"
        let weight = "\((node.weight * 1000).rounded() / 10) %"
        let mark: HTML = node.isChosen ? " class=\"chosen\"" : ""
        return """
            <tr\(mark)><th scope="row">\(node.name)</th><td>\(node.place)</td>
            <td class="n">\(node.tier)</td><td class="n">\(kilometers)</td>
            <td>\(node.hasOperator ? t("yes", "是") : t("no", "否"))</td>
            <td>\(node.standing.text(t))</td><td class="n">\(Self.whole(node.load))</td>
            <td class="n">\(Self.whole(node.capacity))</td><td class="n">\(weight)</td></tr>
            """
    }

    private static func whole(_ value: Double) -> String {
        "\(Int(max(-1e15, min(1e15, value)).rounded()))"
    }
}
