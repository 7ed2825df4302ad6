import Edge
import Foundation
import Testing

/// Scenarios of Varnish's own test driver, with scripted clients and origins, against the edge.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/varnishtest")))
struct ScenarioTests {
    /// Runs a scenario; in it `${origin}` and `${edge}` are ports.
    private func check(
        _ name: String, _ scenario: String, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let (probe, port) = try Socket.listening()
        probe.close()
        let edge = try EdgeUnderTest(origins: [port])
        defer { edge.server.stop() }
        let file = FileManager.default.temporaryDirectory.path + "/edge-\(UUID()).vtc"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try "vtest \"\(name)\"\n\(scenario)".write(toFile: file, atomically: true, encoding: .utf8)
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/varnishtest")
        process.arguments = [
            "-t", "60", "-Dorigin=\(port)", "-Dedge=\(edge.server.port)", file,
        ]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(
            process.terminationStatus == 0, "\(String(decoding: said, as: UTF8.self))",
            sourceLocation: location)
    }

    @Test func `a hit, and a stale one that is validated`() throws {
        try check(
            "hit and validate",
            """
            server s1 -listen 127.0.0.1:${origin} {
                rxreq
                expect req.url == "/a"
                expect req.http.via == "1.1 spillway"
                txresp -hdr "Cache-Control: max-age=60" -hdr "ETag: \\"1\\"" -body "hello"
                rxreq
                expect req.url == "/b"
                txresp -hdr "Cache-Control: no-cache" -hdr "ETag: \\"2\\"" -body "again"
                rxreq
                expect req.http.if-none-match == "\\"2\\""
                txresp -status 304 -hdr "ETag: \\"2\\"" -nolen
            } -start
            client c1 -connect 127.0.0.1:${edge} {
                txreq -url "/a"
                rxresp
                expect resp.status == 200
                expect resp.body == "hello"
                txreq -url "/a"
                rxresp
                expect resp.http.age == "0"
                expect resp.body == "hello"
                txreq -url "/b"
                rxresp
                expect resp.body == "again"
                txreq -url "/b"
                rxresp
                expect resp.status == 200
                expect resp.body == "again"
            } -run
            server s1 -wait
            """)
    }

    @Test func `chunks, ahead of each other and in pieces`() throws {
        try check(
            "chunks",
            """
            server s1 -listen 127.0.0.1:${origin} {
                rxreq
                expect req.body == "abcdefgh"
                txresp -nolen -hdr "Transfer-Encoding: chunked" -hdr "Cache-Control: max-age=60"
                chunkedlen 10
                chunkedlen 20000
                chunkedlen 0
                rxreq
                txresp -nolen -hdr "Transfer-Encoding: chunked" -hdr "Cache-Control: max-age=60"
                chunkedlen 100000
                chunkedlen 0
            } -start
            client c1 -connect 127.0.0.1:${edge} {
                send "POST /p HTTP/1.1\\r\\nHost: shop\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n"
                send "4\\r\\nabcd\\r\\n"
                send "4\\r\\nefg"
                send "h\\r\\n0\\r\\n\\r\\n"
                rxresp
                expect resp.bodylen == 20010
                txreq -url "/g"
                rxresp
                expect resp.bodylen == 100000
                txreq -url "/g"
                rxresp
                expect resp.bodylen == 100000
                expect resp.http.content-length == 100000
            } -run
            server s1 -wait
            """)
    }

    @Test func `an origin that closes its idle connection is asked over another one`() throws {
        try check(
            "closed while idle",
            """
            server s1 -listen 127.0.0.1:${origin} {
                rxreq
                txresp -body "one"
            } -start
            client c1 -connect 127.0.0.1:${edge} {
                txreq
                rxresp
                expect resp.body == "one"
            } -run
            server s1 -wait
            server s1 {
                rxreq
                txresp -body "two"
            } -start
            client c1 {
                txreq
                rxresp
                expect resp.body == "two"
            } -run
            server s1 -wait
            """)
    }

    @Test func `an answer that is cut short is not taken for a whole one`() throws {
        try check(
            "cut short",
            """
            server s1 -listen 127.0.0.1:${origin} {
                rxreq
                txresp -nolen -hdr "Content-Length: 100" -hdr "Cache-Control: max-age=60"
                send "short"
            } -start
            client c1 -connect 127.0.0.1:${edge} {
                txreq -url "/c"
                rxresphdrs
                expect resp.status == 200
                recv 5
                expect_close
            } -run
            server s1 -wait
            server s1 {
                rxreq
                txresp -hdr "Cache-Control: max-age=60" -body "whole"
            } -start
            client c1 {
                txreq -url "/c"
                rxresp
                expect resp.body == "whole"
            } -run
            server s1 -wait
            """)
    }

    @Test func `many wait for one`() throws {
        try check(
            "coalescing",
            """
            barrier b1 cond 2
            server s1 -listen 127.0.0.1:${origin} {
                rxreq
                barrier b1 sync
                delay .5
                txresp -hdr "Cache-Control: max-age=60" -body "shared"
            } -start
            client c1 -connect 127.0.0.1:${edge} {
                txreq -url "/s"
                rxresp
                expect resp.body == "shared"
            } -start
            client c2 -connect 127.0.0.1:${edge} {
                barrier b1 sync
                txreq -url "/s"
                rxresp
                expect resp.body == "shared"
                expect resp.http.cache-status ~ "collapsed"
            } -run
            client c1 -wait
            server s1 -wait
            """)
    }
}
