internal import HTTPTypes
internal import Identity
package import Service

/// The API as a page for people: the same operations as the OpenAPI document.
package enum ReferencePage {
    /// The whole page.
    package static func make(_ operations: [Operation], version: String) -> HTML {
        var tags: [String] = []
        for operation in operations where !tags.contains(operation.tag) {
            tags.append(operation.tag)
        }
        let menu = tags.map { tag -> HTML in
            let items = operations.filter { $0.tag == tag }.map { operation -> HTML in
                let method = operation.method.rawValue
                return """
                    <li><a href="#\(operation.id)"><span class="method \(method)">\(method)\
                    </span> \(operation.path)</a></li>
                    """
            }
            return """
                <li><details><summary>\(tag)</summary><ul><li><a href="#\(tag)">All</a></li>\
                \(items)</ul></details></li>
                """
        }
        let sections = tags.map { tag -> HTML in
            let items = operations.filter { $0.tag == tag }.map { describe($0) }
            return "<section id=\"\(tag)\"><h2>\(tag)</h2>\(items)</section>"
        }
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Spillway API \(version)</title>
            <link rel="stylesheet" href="/assets/reference.css"></head>
            <body><nav aria-label="Operations"><h1>Spillway API</h1><p>Version \(version) ·
            <a href="/openapi.json">OpenAPI 3.1</a> · <a href="#errors">errors</a></p>
            <ul>\(menu)</ul></nav>
            <main>\(introduction)\(errors(operations))\(sections)</main></body></html>
            """
    }

    private static let introduction: HTML = """
        <section id="start"><h2>How it speaks</h2>
        <p>JSON over HTTP. Say who you are by <code>Authorization: Bearer</code> with an API key
        (made in the console) or a buyer's token. Money is whole minor units with a currency:
        <code>{"amount": 1299, "currency": "GBP"}</code>. Times are RFC 3339 in UTC.</p>
        <p>A POST that creates takes an <code>Idempotency-Key</code> of your own: send the same one
        when you try again, and you get the first answer again. Edits take <code>If-Match</code>
        with the <code>ETag</code> that you read. Lists come in pages: send <code>next</code> as
        <code>after</code>. Errors are <code>application/problem+json</code> with a stable
        <code>code</code>; <code>errors</code> points at single fields.</p>
        <p>With this center's address in <code>URL</code> and an API key in <code>KEY</code>:</p>
        <pre>curl -H "Authorization: Bearer $KEY" "$URL/v1/products?limit=3"</pre>
        </section>
        """

    /// What any operation may answer.
    private static let common: [(status: Int, code: String, meaning: HTML)] = [
        (400, "malformed_json", "The body is no JSON, or nested too deep."),
        (400, "idempotency_key_required", "A POST that creates came without a key."),
        (401, "unauthorized", "Nobody in particular asks: sign in, or send a valid token."),
        (403, "forbidden", "The role of whoever asks does not allow it."),
        (404, "not_found", "There is no such thing, or it is somebody else's."),
        (409, "key_reused", "The key came before with other contents."),
        (409, "outcome_unknown", "It was cut off: look whether the thing is there, use a new key."),
        (412, "version_mismatch", "It was changed since it was read."),
        (422, "invalid_field", "A field is wrong; <code>errors</code> says which and how."),
        (428, "version_required", "An edit came without <code>If-Match</code>."),
        (429, "too_many_attempts", "Come again after <code>Retry-After</code> seconds."),
        (503, "busy", "Too much waits: send the same with the same key after a moment."),
    ]

    /// Where a code of a problem is explained, as in `#error-sold_out`.
    package static func anchor(of code: String) -> String { "error-\(code)" }

    private static func errors(_ operations: [Operation]) -> HTML {
        var rows = common.map { row -> HTML in
            """
            <tr id="\(anchor(of: row.code))"><td><code>\(row.code)</code></td>\
            <td>\(row.status)</td><td>\(row.meaning)</td></tr>
            """
        }
        let known = Set(common.map(\.code))
        let codes = Set(operations.flatMap(\.conflicts)).subtracting(known).sorted()
        rows += codes.map { code -> HTML in
            let places = operations.filter { $0.conflicts.contains(code) }.map { place -> HTML in
                """
                <a href="#\(place.id)"><code>\(place.method.rawValue) \(place.path)</code></a>\

                """
            }
            return """
                <tr id="\(anchor(of: code))"><td><code>\(code)</code></td><td>409</td>\
                <td>\(places)</td></tr>
                """
        }
        return """
            <section id="errors"><h2>Errors</h2><p>What every operation may answer, then the \
            conflicts of single ones. The <code>type</code> of a problem leads here.</p><table>\
            <tr><th>Code</th><th>Status</th><th>Meaning, or where it comes from</th></tr>\(rows)\
            </table></section>
            """
    }

    private static func describe(_ operation: Operation) -> HTML {
        let method = operation.method.rawValue
        let who: HTML =
            operation.actions.isEmpty
            ? "<p class=\"who\">For anybody.</p>"
            : """
            <p class="who">For whoever may \
            <code>\(operation.actions.map(\.name).joined(separator: " or "))</code>.</p>
            """
        var rows: [HTML] = operation.pathParameters.map { row($0, "path", "", true) }
        rows += operation.query.map { row($0.name, "query", $0.meaning, $0.isRequired) }
        rows += operation.headers.map { row($0.name, "header", $0.meaning, $0.isRequired) }
        if operation.isCreation || operation.takesOwnKey {
            rows.append(row("Idempotency-Key", "header", "Your own.", true))
        }
        if operation.needsVersion { rows.append(row("If-Match", "header", "The ETag read.", true)) }
        let parameters: HTML =
            rows.isEmpty
            ? "" : "<table><tr><th>Parameter</th><th>In</th><th>Meaning</th></tr>\(rows)</table>"
        var body = HTML.empty
        if case .json(let schema) = operation.body {
            body = "<h4>Body</h4><pre>\(SchemaText.describe(schema))</pre>"
        } else if case .text(let type) = operation.body {
            body = "<h4>Body</h4><p><code>\(type)</code></p>"
        }
        var answer: HTML = "<h4>Answer \(operation.success.status)</h4>"
        if let schema = operation.success.schema {
            answer += "<pre>\(SchemaText.describe(schema))</pre>"
        } else if let event = operation.success.event {
            answer += "<p>A stream of events; the data of each:</p>"
            answer += "<pre>\(SchemaText.describe(event))</pre>"
        }
        let problems: HTML =
            operation.conflicts.isEmpty
            ? ""
            : "<p>409: <code>\(operation.conflicts.joined(separator: ", "))</code></p>"
        return """
            <article id="\(operation.id)"><h3><span class="method \(method)">\(method)</span> \
            <code>\(operation.path)</code></h3><p>\(prose(operation.summary))</p>\(who)\
            \(parameters)\(body)\
            \(answer)\(problems)</article>
            """
    }

    private static func row(_ name: String, _ place: String, _ meaning: String, _ must: Bool)
        -> HTML
    {
        """
        <tr><td><code>\(name)</code>\(must ? "" : " (may be left out)")</td><td>\(place)</td>\
        <td>\(prose(meaning))</td></tr>
        """
    }

    /// A sentence in which what stands between backquotes is code.
    private static func prose(_ text: String) -> HTML {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        let pieces = parts.enumerated().map { index, part -> HTML in
            index % 2 == 0 ? "\(String(part))" : "<code>\(String(part))</code>"
        }
        return "\(pieces)"
    }
}
