/// The cookie of a wall display where nobody signs in: an API key, sent for the screen alone.
///
/// It is given for a key that came in an address, which is then left: addresses are kept in
/// histories and shown on walls.
enum WallCookie {
    static let name = "spillway_wall"
    private static let maximumAgeSeconds = 30 * 86_400

    /// The value of `Set-Cookie` that hands the key to the browser.
    static func set(_ key: String, isSecure: Bool) -> String {
        "\(name)=\(key); Path=/screen; HttpOnly; SameSite=Lax; Max-Age=\(maximumAgeSeconds)"
            + (isSecure ? "; Secure" : "")
    }
}
