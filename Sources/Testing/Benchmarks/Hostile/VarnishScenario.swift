/// What `varnishtest` does to an edge: scripts of its own language, in which clients and an origin
/// say byte for byte what they send and what they expect.
enum VarnishScenario: String, CaseIterable {
    case slowOrigin, brokenOrigin, abortedClient, keepAlive

    /// What must hold.
    var title: String {
        switch self {
        case .slowOrigin: "A slow origin is waited for, whatever comes last"
        case .brokenOrigin: "A broken origin is told as such, and the next answer is sound"
        case .abortedClient: "A client that leaves in the midst takes nobody's answer along"
        case .keepAlive: "One connection carries many requests, on both sides"
        }
    }

    /// The script; `edge` and `origin` are its macros.
    var script: String {
        "vtest \"\(title)\"\n" + body
    }

    private var body: String {
        switch self {
        case .slowOrigin:
            """
            server s1 -listen "${origin}" {
                rxreq
                expect req.url == "/slow"
                delay 1.5
                txresp -nolen -hdr "Cache-Control: no-store" -hdr "Transfer-Encoding: chunked"
                chunked "first"
                delay 1
                chunked "second"
                chunkedlen 0
            } -start

            client c1 -connect "${edge}" {
                txreq -url "/slow"
                rxresp
                expect resp.status == 200
                expect resp.body == "firstsecond"
            } -run

            server s1 -wait
            """
        case .brokenOrigin:
            """
            server s1 -listen "${origin}" -repeat 4 {
                rxreq
                send "This is no HTTP\\r\\n\\r\\n"
            } -start

            client c1 -connect "${edge}" {
                txreq -req POST -url "/garbage" -hdr "Content-Length: 0"
                rxresp
                expect resp.status == 502
            } -run

            server s1 -break

            server s1 -listen "${origin}" -repeat 1 {
                rxreq
                txresp -nolen -hdr "Content-Length: 100" -hdr "Cache-Control: max-age=60"
                send "0123456789"
            } -start

            # What is cut short is never passed off as whole, nor kept.
            client c2 -connect "${edge}" {
                txreq -req POST -url "/short" -hdr "Content-Length: 0"
                rxresphdrs
                expect resp.status == 200
                recv 10
                expect_close
            } -run

            server s1 -wait

            server s1 -listen "${origin}" -repeat 1 {
                rxreq
                expect req.url == "/short"
                txresp -body "sound"
            } -start

            client c3 -connect "${edge}" {
                txreq -url "/short"
                rxresp
                expect resp.status == 200
                expect resp.body == "sound"
            } -run
            """
        case .abortedClient:
            """
            barrier b1 cond 2

            server s1 -listen "${origin}" {
                rxreq
                expect req.url == "/left"
                barrier b1 sync
                delay 0.3
                txresp -hdr "Cache-Control: no-store" -body "for the one who left"
            } -start

            client c1 -connect "${edge}" {
                txreq -url "/left"
                barrier b1 sync
            } -run

            server s1 -wait

            server s1 -listen "${origin}" {
                rxreq
                expect req.url == "/stays"
                txresp -hdr "Cache-Control: no-store" -body "for the one who stays"
            } -start

            client c2 -connect "${edge}" {
                txreq -url "/stays"
                rxresp
                expect resp.status == 200
                expect resp.body == "for the one who stays"
            } -run
            """
        case .keepAlive:
            """
            server s1 -listen "${origin}" {
                rxreq
                expect req.url == "/one"
                txresp -hdr "Cache-Control: no-store" -body "1"
                rxreq
                expect req.url == "/two"
                expect req.body == "body"
                txresp -hdr "Cache-Control: no-store" -body "22"
                rxreq
                expect req.url == "/three"
                txresp -hdr "Cache-Control: no-store" -body "333"
            } -start

            client c1 -connect "${edge}" {
                txreq -url "/one"
                rxresp
                expect resp.body == "1"
                txreq -req POST -url "/two" -body "body"
                rxresp
                expect resp.body == "22"
                txreq -url "/three"
                rxresp
                expect resp.body == "333"
            } -run

            server s1 -wait
            """
        }
    }
}
