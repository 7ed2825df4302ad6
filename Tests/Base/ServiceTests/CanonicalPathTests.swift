import Service
import Testing

/// Which paths are written in the one way that counts, and what the others mean.
@Suite struct CanonicalPathTests {
    private func check(_ path: String, _ other: String?, keepsLastSlash: Bool = false) {
        let found = CanonicalPath.find(Array(path.utf8)[...], keepsLastSlash: keepsLastSlash)
        let wanted = other.map { CanonicalPath.Finding.other(Array($0.utf8)) } ?? .canonical
        #expect(found == wanted, "\(path)")
        guard case .other(let bytes) = found else { return }
        let again = CanonicalPath.find(bytes[...], keepsLastSlash: keepsLastSlash)
        #expect(again == .canonical, "what \(path) means")
    }

    @Test(arguments: [
        "/", "*", "/a", "/v1/orders", "/a.b/c..d", "/%E4%BD%A0/x", "/%e4", "/a%2Bb", "/a+b;c=1",
    ])
    func `paths that are canonical`(_ path: String) { check(path, nil) }

    @Test(arguments: [
        ("/v1/orders/", "/v1/orders"), ("//v1/orders", "/v1/orders"), ("/v1//orders", "/v1/orders"),
        ("/v1/orders//", "/v1/orders"), ("///", "/"), ("/./v1/orders", "/v1/orders"),
        ("/v1/./orders", "/v1/orders"), ("/v1/x/../orders", "/v1/orders"),
        ("/v1/orders/.", "/v1/orders"), ("/v1/orders/x/..", "/v1/orders"), ("/../a", "/a"),
        ("/v1/order%73", "/v1/orders"), ("/%76%31/orders", "/v1/orders"),
        ("/v1/%2e/orders", "/v1/orders"), ("/v1/x/%2E%2e/orders", "/v1/orders"),
        ("/%7Ea", "/~a"), ("/%E4/%41", "/%E4/A"),
    ])
    func `paths that mean another one`(_ path: String, _ other: String) { check(path, other) }

    @Test(arguments: [
        "/a%", "/a%4", "/a%zz", "/a%2Fb", "/a%2fb", "/a%5Cb", "/a\\b", "/a%00", "/a%0d%0a", "/a%7f",
    ])
    func `paths that different readers take for different ones`(_ path: String) {
        #expect(CanonicalPath.find(Array(path.utf8)[...]) == .unsound, "\(path)")
    }

    @Test func `a slash at the end belongs to the path for other web servers`() {
        check("/a/", nil, keepsLastSlash: true)
        check("/a//", "/a/", keepsLastSlash: true)
        check("/a/.", "/a/", keepsLastSlash: true)
        check("/a/%2e%2e/", "/", keepsLastSlash: true)
    }
}
