// What the page says of a deployment that was running already.
extension ReportPage {
    /// Figures of the deployment for the head of the page.
    var ofShop: [(String, String)] {
        guard let against = report.against else { return [] }
        return [
            (
                "Documents of real things unchanged",
                "\(against.count(.same)) of \(against.documents.count)"
            ),
            ("Real events meanwhile", Self.grouped(Int64(against.events))),
        ]
    }

    /// Every document of real things, before and after.
    var real: String {
        guard let against = report.against else { return "" }
        let rows = against.documents.map { document in
            let digests =
                document.state == .same
                ? "<code>\(document.digestAfter.prefix(16))</code>"
                : "<code>\(document.digestBefore.prefix(16))</code> → "
                    + "<code>\(document.digestAfter.prefix(16))</code>"
            return "<tr><td>\(Self.safe(document.name))</td><td>\(Self.word(document.state))</td>"
                + "<td>\(document.before)</td><td>\(document.after)</td><td>\(digests)</td></tr>"
        }.joined()
        let notes = against.notes.map { "<li>\(Self.safe($0))</li>" }.joined()
        let names = against.eventsByType.sorted { $0.key < $1.key }
            .map { "\($0.value) \(Self.safe($0.key))" }.joined(separator: ", ")
        let kinds = names.isEmpty ? "no real event" : "real events: " + names
        return """
            <h2>What is real, before and after</h2>
            <p>Rehearsed on \(Self.safe(against.url)), \(Self.safe(against.target)): \
            \(against.units) units of shadow stock were ordered. Between the readings the shop's \
            journal has \(kinds).</p>
            <table class="words"><tr><th>Document</th><th>Compared</th><th>Elements before</th>
            <th>after</th><th>SHA-256</th></tr>\(rows)</table>
            \(notes.isEmpty ? "" : "<ul>\(notes)</ul>")
            """
    }

    private static func word(_ state: AgainstReport.State) -> String {
        switch state {
        case .same: "byte for byte the same"
        case .explained: "moved by exactly what real events say"
        case .visited: "moved by visitors: told, not judged"
        case .differs: "differs"
        }
    }
}
