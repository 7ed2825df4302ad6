internal import Foundation
internal import Service

/// Asks the API of a running center, by the program that developers use.
struct Curl {
    let base: String
    /// An API key; nil for whoever signed in.
    var key: String?
    private let tool: Tool
    private var cookie: String?
    private var csrf: String?

    init(base: String) throws {
        self.base = base
        tool = try Tool.find("curl", package: "curl")
    }

    /// Signs in and goes on as that member of the staff.
    mutating func signIn(email: String, password: String) throws {
        let (document, headers) = try ask(
            "POST", "/v1/sessions",
            ["email": .string(email), "password": .string(password)])
        let line = headers.split(whereSeparator: \.isNewline).first {
            $0.lowercased().hasPrefix("set-cookie:")
        }
        cookie = line?.dropFirst(11).split(separator: ";").first.map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        csrf = document["csrf"]?.string
    }

    /// Sends a request; anything but success is an error.
    @discardableResult
    func ask(_ method: String, _ path: String, _ body: JSON? = nil) throws
        -> (document: JSON, headers: String)
    {
        var arguments = ["-sS", "-i", "-X", method, "-H", "content-type: application/json"]
        if let cookie { arguments += ["-H", "cookie: " + cookie] }
        if let key { arguments += ["-H", "authorization: Bearer " + key] }
        if let csrf { arguments += ["-H", "x-csrf-token: " + csrf] }
        arguments += ["-H", "idempotency-key: " + UUID().uuidString]
        if let body { arguments += ["--data-binary", String(decoding: body.bytes, as: UTF8.self)] }
        let said = try tool.run(arguments + [base + path], atMostSeconds: 30)
        let parts = said.split(separator: "\r\n\r\n", maxSplits: 1)
        guard parts.count == 2, parts[0].hasPrefix("HTTP/1.1 2"),
            let document = try? JSONParser.parse(parts[1].utf8)
        else { throw BenchFailure("\(method) \(path): \(said)") }
        return (document, String(parts[0]))
    }

    /// A page as it is sent.
    func page(_ path: String) throws -> String {
        try tool.run(["-sS", "--fail", base + path], atMostSeconds: 30)
    }
}
