internal import NIOCore
internal import Service

/// Answers of the edge itself, when there is no other: a page for people, a problem for programs.
enum FailureAnswer {
    static func make(
        _ status: Int, code: String, text: String, retryAfter: Int?, for request: RequestHead?
    ) -> (ResponseHead, ByteBuffer) {
        let wantsPage = request?.fields.values(named: Array("accept".utf8)).contains { value in
            String(decoding: value, as: UTF8.self).lowercased().contains("text/html")
        }
        var fields = Fields()
        let body: ByteBuffer
        if wantsPage == true {
            fields.append(.contentType, "text/html; charset=utf-8")
            body = ByteBuffer(string: page(status, text))
        } else {
            fields.append(.contentType, "application/problem+json")
            body = ByteBuffer(bytes: Problem(status, code, text).json.bytes)
        }
        fields.append(.cacheControl, "no-store")
        if let retryAfter { fields.append(.retryAfter, "\(retryAfter)") }
        let head = ResponseHead(
            status: status, fields: fields, length: Int64(body.readableBytes),
            cacheStatus: CacheStatus())
        return (head, body)
    }

    private static func page(_ status: Int, _ text: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Just a moment</title>
        <style>
        body { font: 18px/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 32em; \
        padding: 0 1em; color: #222; background: #fff }
        @media (prefers-color-scheme: dark) { body { color: #eee; background: #111 } }
        small { color: #777 }
        </style>
        </head>
        <body>
        <h1>Just a moment</h1>
        <p>\(text)</p>
        <p lang="zh">商店暂时无法访问，请稍后再试。</p>
        <p><small>\(String(status))</small></p>
        </body>
        </html>

        """
    }
}
