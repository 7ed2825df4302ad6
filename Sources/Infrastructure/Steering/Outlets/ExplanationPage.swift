internal import IPLibrary
internal import Service

/// The page that says why an address gets its node.
struct ExplanationPage {
    private static let style = """
        body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem}
        tr+tr{border-top:1px solid #ccc}td.n{text-align:right}tr.chosen{font-weight:bold}
        div{overflow-x:auto}input,button{font:inherit;padding:.3rem .6rem}
        """

    private let t: Language

    init(_ language: Language) { t = language }

    func page(asked: String?, _ explained: Explanation?) -> HTML {
        let title = t("Why this node", "为什么是这个节点")
        return """
            <!doctype html><html lang="\(t.tag)"><meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>\(title)</title><style>\(HTML(trusted: Self.style))</style>
            <h1>\(title)</h1>
            <form method="get"><label for="ip">\(t("Address", "地址"))</label>
            <input id="ip" name="ip" value="\(asked ?? "")" required maxlength="45">
            <button>\(t("Explain", "解释"))</button></form>
            \(explained.map { result($0) } ?? .empty)</html>
            """
    }

    private func result(_ explained: Explanation) -> HTML {
        let heads = [
            t("Node", "节点"), t("Place", "位置"), t("Tier", "层级"), "km",
            t("Same operator", "同运营商"), t("Standing", "状态"), t("Load", "负载"),
            t("Capacity", "容量"), t("Share of clients", "客户份额"),
        ].map { "<th scope=\"col\">\($0)</th>" as HTML }
        let overload: HTML =
            explained.isOverloaded
            ? "<p>\(t("More is asked than all nodes can bear.", "总需求超过全部节点的容量。"))</p>" : .empty
        return """
            <p>\(explained.reason.text(t))</p>
            <p>\(t("Known as", "位置")): \(explained.place.description).
            \(t("Counted to", "归入")) \(explained.region),
            \(explained.networkOperator ?? t("no operator that a node names", "其他运营商")).
            \(t("The same holds for", "同样适用于")) \(explained.network.description).
            \(t("Map", "映射")) \(explained.version).</p>\(overload)
            <div><table><thead><tr>\(heads)</tr></thead>
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
            <td>\(node.standing.text(t))</td><td class="n">\("\(node.load)")</td>
            <td class="n">\("\(node.capacity)")</td><td class="n">\(weight)</td></tr>
            """
    }
}
