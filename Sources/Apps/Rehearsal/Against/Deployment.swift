internal import Foundation
internal import NIOSSL
internal import Service

/// A deployment that runs already, as a program with a key of its merchant sees it.
struct Deployment: Sendable {
    /// As a person gave it.
    let url: String
    let target: WebTarget
    let isSecure: Bool
    /// What the server's certificate must be for; nil for an address of numbers.
    let serverName: String?
    /// How requests name it in `Host`.
    let host: String
    let client: WebClient

    /// Elements of a list that are read at most, and what one page has.
    static let maximumItems = 200_000
    private static let pageItems = 100

    /// - Parameters:
    ///   - url: `http` or `https`, a host, and a port where it is not the usual one.
    ///   - token: an API key; it is sent to this server and stands nowhere else.
    ///   - authority: a file with the certificate of the authority that is trusted instead of the
    ///     system's.
    init(url: String, token: String, authority: String?) throws(RehearsalError) {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            let scheme = parts.scheme, ["http", "https"].contains(scheme),
            parts.path.isEmpty || parts.path == "/", parts.query == nil, parts.user == nil
        else {
            throw RehearsalError(
                .refused,
                "--against wants the address of a shop, such as https://shop.example: no path")
        }
        guard (1...300).contains(token.utf8.count),
            token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw RehearsalError(.refused, "the token is no API key: it has other letters") }
        self.url = url
        isSecure = scheme == "https"
        let name = host.trimmingCharacters(in: ["[", "]"])
        target = WebTarget(host: name, port: parts.port ?? (isSecure ? 443 : 80))
        let isNumber = name.contains(":") || name.allSatisfy { $0.isNumber || $0 == "." }
        serverName = isNumber ? nil : name
        self.host = parts.port == nil ? host : target.authority
        var context: NIOSSLContext?
        if isSecure {
            var configuration = TLSConfiguration.makeClientConfiguration()
            if let authority { configuration.trustRoots = .file(authority) }
            configuration.applicationProtocols = ["http/1.1"]
            do { context = try NIOSSLContext(configuration: configuration) } catch {
                throw RehearsalError(
                    .file, "the authority's certificate cannot be used: \(authority ?? "")")
            }
        }
        client = WebClient(
            target, tls: context, serverName: serverName,
            fields: [("authorization", "Bearer " + token), ("spillway-rehearsal", "1")])
    }

    /// The bytes of a successful answer; says with its code why there is none.
    func bytes(_ method: String, _ path: String, _ body: JSON? = nil) throws(RehearsalError)
        -> [UInt8]
    {
        let answer = try client.ask(method, path, body?.bytes)
        if (200..<300).contains(answer.status) { return answer.body }
        throw Self.refusal(answer, method + " " + path, at: url)
    }

    /// The document of a successful answer.
    @discardableResult
    func json(_ method: String, _ path: String, _ body: JSON? = nil) throws(RehearsalError)
        -> JSON
    {
        let bytes = try bytes(method, path, body)
        guard !bytes.isEmpty else { return .null }
        guard let document = try? JSONParser.parse(bytes) else {
            throw RehearsalError(.process, "\(method) \(path): the answer is no JSON")
        }
        return document
    }

    /// All elements of a list, page after page; those of the first pages where there are more than
    /// `most`.
    func items(_ path: String, most: Int = maximumItems) throws(RehearsalError) -> [JSON] {
        var items: [JSON] = []
        var after = ""
        let start = path + (path.contains("?") ? "&" : "?") + "limit=\(Self.pageItems)"
        repeat {
            let page = try json("GET", start + after)
            items += page["items"]?.array ?? []
            after = page["next"]?.string.map { "&after=" + $0 } ?? ""
        } while !after.isEmpty && items.count < most
        return items
    }

    /// Why an answer is no success, in words and with its code; nothing of the token is in them.
    static func refusal(_ answer: WebAnswer, _ what: String, at url: String) -> RehearsalError {
        let document = try? JSONParser.parse(answer.body)
        let code = document?["code"]?.string ?? "\(answer.status)"
        let detail = document?["detail"]?.string ?? ""
        let advice =
            switch answer.status {
            case 401: "the key is not known there, was revoked, or belongs to another shop"
            case 403: "the key's role may not do this: make one of the role rehearser"
            default: detail
            }
        let isAboutKey = answer.status == 401 || answer.status == 403
        return RehearsalError(
            isAboutKey ? .refused : .process, "\(url) refused \(what) (\(code)): \(advice)")
    }
}
