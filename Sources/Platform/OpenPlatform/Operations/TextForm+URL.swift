extension TextForm {
    /// An `https` URL with a host, or a path on this server that starts with one `/`.
    package static let url = TextForm(
        pattern: "^(/(\(part)\(rest)*)?|https://[A-Za-z0-9.-]+(:\(port))?([/?#]\(rest)*)?)$",
        wanted: "an https URL or a path that starts with /, in ASCII", isURL)

    // ASCII but controls, the space and the characters that no URL holds as they are (RFC 3986, 2);
    // the first one of a path is no second `/`, which would start a host.
    private static let rest = #"[!#-;=?-\[\]_a-z~]"#
    private static let part = #"[!#-.0-;=?-\[\]_a-z~]"#
    private static let port =
        "([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"

    private static func isURL(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy {
            (0x21...0x7E).contains($0) && !#""<>\^`{|}"#.utf8.contains($0)
        }
        guard isPlain else { return false }
        if text.hasPrefix("/") { return !text.hasPrefix("//") }
        guard text.hasPrefix("https://") else { return false }
        let place = text.dropFirst(8).prefix { !"/?#".contains($0) }
        let parts = place.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty,
            parts[0].utf8.allSatisfy({
                isDigit($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x2E
            })
        else { return false }
        guard parts.count == 2 else { return true }
        return (1...5).contains(parts[1].utf8.count) && parts[1].utf8.allSatisfy(isDigit)
            && !(parts[1].utf8.count == 5 && parts[1].hasPrefix("0")) && UInt16(parts[1]) != nil
    }
}
