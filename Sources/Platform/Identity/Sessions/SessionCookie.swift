/// The cookie that carries a session's token (RFC 6265).
package enum SessionCookie {
    /// Its name.
    package static let name = "spillway_session"

    /// The value of `Set-Cookie` that hands a token to the browser. Scripts cannot read it, and
    /// other sites' forms do not send it.
    package static func set(_ token: String, isSecure: Bool, maximumAgeSeconds: Int64) -> String {
        "\(name)=\(token); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(maximumAgeSeconds)"
            + (isSecure ? "; Secure" : "")
    }

    /// The value of `Set-Cookie` that takes it back.
    package static func clear(isSecure: Bool) -> String {
        set("", isSecure: isSecure, maximumAgeSeconds: 0)
    }

    /// The token in a `Cookie` header.
    package static func token(inHeader header: String) -> String? {
        for pair in header.split(separator: ";") {
            let pair = pair.drop(while: { $0 == " " })
            guard pair.hasPrefix(name + "=") else { continue }
            return String(pair.dropFirst(name.utf8.count + 1))
        }
        return nil
    }
}
