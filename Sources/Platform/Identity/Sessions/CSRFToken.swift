/// What a form sends beside a cookie to show that it comes from a page of ours: an HMAC of the
/// cookie's token, so that nothing needs to be kept.
package enum CSRFToken {
    /// The token that belongs to a cookie's.
    package static func of(_ cookieToken: String) -> String {
        Base64URL.text(SecretHash.derived(from: cookieToken, for: "spillway csrf 1"))
    }

    /// Whether `csrf` belongs to the cookie's token.
    package static func isValid(_ csrf: String?, for cookieToken: String) -> Bool {
        guard let csrf else { return false }
        return SecretHash.areEqual(csrf.utf8, of(cookieToken).utf8)
    }
}
