import HTTPTypes
import Seals
import Service
import Testing

/// Pages in one file: their policy names every block that they hold, and nothing else runs.
@Suite struct BarePageTests {
    private func digest(_ block: Substring) -> String {
        let letters = Base64URL.text(SecretDigest.sha256(block.utf8))
        return "'sha256-"
            + letters.replacing("-", with: "+").replacing("_", with: "/") + "='"
    }

    @Test(arguments: [BarePage.Style.full, .small])
    func `the policy names the style of the page`(_ style: BarePage.Style) throws {
        let page = BarePage.make(.english, title: "A", style: style, "<p>b</p>")
        let reply = BarePage.reply(page, status: 503)
        let policy = try #require(reply.headers[.contentSecurityPolicy])
        let block = try #require(page.text.firstMatch(of: /<style>([^<]*)<\/style>/)?.1)
        #expect(policy.contains(digest(block)), "\(policy)")
        #expect(policy.hasPrefix("default-src 'none'; script-src 'none'; "))
        for part in ["base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"] {
            #expect(policy.contains(part))
        }
        #expect(!policy.contains("unsafe") && !policy.contains("*") && reply.status == 503)
        #expect(!page.text.contains(" style=") && !page.text.contains(" on"))
    }

    @Test func `a script is named by its digest alone`() {
        // As `printf %s 'alert(1)' | openssl dgst -sha256 -binary | base64` prints it.
        let policy = BarePage.policy(scripts: ["alert(1)"])
        #expect(
            policy.contains(
                "script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='; style-src"))
        #expect(policy.contains("connect-src 'self'"))
    }

    @Test func `a query is encoded byte by byte`() {
        #expect(Query.encode("aZ09-._~") == "aZ09-._~")
        #expect(Query.encode("/a b?c=%&\u{E9}\n") == "%2Fa%20b%3Fc%3D%25%26%C3%A9%0A")
    }
}
