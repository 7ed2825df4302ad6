import Edge
import Foundation
import Primitives
import Testing

/// TLS with ALPN, HTTP/2, the development authority, the PROXY protocol.
@Suite struct SecureTests {
    private static let hasCurl = FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")

    private func curl(_ arguments: String...) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/curl")
        process.arguments = ["-s", "--max-time", "30"] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: said, as: UTF8.self)
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/edge-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test(.enabled(if: hasCurl))
    func `HTTP/2 and HTTP/1.1 over TLS, by a certificate made here`() throws {
        try withFolder { folder in
            let files = try DevelopmentAuthority.files(in: folder, now: SystemClock().now())
            #expect(try DevelopmentAuthority.files(in: folder, now: SystemClock().now()) == files)
            let body = String(repeating: "0123456789", count: 30_000)
            let origin = try TestOrigin { request in
                request.head.hasPrefix("POST")
                    ? answer(200, "", request.body + (request.field("x-forwarded-proto") ?? ""))
                    : answer(200, "cache-control: max-age=60\r\n", body)
            }
            let edge = try EdgeUnderTest(origins: [origin.port]) {
                $0.securePort = 0
                $0.certificate = files
            }
            defer {
                edge.server.stop()
                origin.stop()
            }
            let port = try #require(edge.server.securePort)
            let url = "https://localhost:\(port)/a"
            let authority = folder + "/authority.pem"
            for version in ["--http2", "--http1.1", "--http2"] {
                let got = try curl("--cacert", authority, version, "-w", "%{http_version}", url)
                #expect(got == body + (version == "--http2" ? "2" : "1.1"), "\(version)")
            }
            #expect(origin.requests.count == 1)
            let head = try curl("--cacert", authority, "--http2", "-I", url)
            #expect(head.hasPrefix("HTTP/2 200") && head.contains("content-length: 300000"))
            #expect(head.contains("cache-status: Spillway; hit"))
            let post = try curl("--cacert", authority, "--http2", "-d", "sent ", url + "b")
            #expect(post == "sent https")
            let part = try curl("--cacert", authority, "--http2", "-r", "10-14", url)
            #expect(part == "01234")

            // Another certificate: old roots do not fit it any more, the new ones do.
            try FileManager.default.copyItem(atPath: authority, toPath: folder + "/old.pem")
            try FileManager.default.removeItem(atPath: files.certificate)
            _ = try DevelopmentAuthority.files(in: folder, now: SystemClock().now())
            #expect(edge.server.reloadCertificate() == nil)
            #expect(try curl("--cacert", folder + "/old.pem", url).isEmpty)
            #expect(try curl("--cacert", authority, url) == body)
            // One that is none leaves the old one in place.
            try "nothing".write(toFile: files.certificate, atomically: true, encoding: .utf8)
            #expect(edge.server.reloadCertificate() != nil)
            #expect(try curl("--cacert", authority, url) == body)
        }
    }

    @Test func `the PROXY protocol tells where a client is`() throws {
        let origin = try TestOrigin { answer(200, "", $0.field("x-forwarded-for") ?? "none") }
        let edge = try EdgeUnderTest(origins: [origin.port]) { $0.expectsProxyProtocol = true }
        defer {
            edge.server.stop()
            origin.stop()
        }
        let signature: [UInt8] = [
            0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A,
        ]
        func ask(_ header: [UInt8]) throws -> String {
            let client = try Socket(port: edge.server.port)
            defer { client.close() }
            client.send(header)
            client.send("GET / HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n")
            return client.receiveAll()
        }
        let version4: [UInt8] = [0x21, 0x11, 0, 12, 192, 0, 2, 7, 127, 0, 0, 1, 1, 2, 3, 4]
        #expect(try ask(signature + version4).hasSuffix("192.0.2.7"))
        let version6: [UInt8] =
            [0x21, 0x21, 0, 36, 0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [9]
            + [UInt8](repeating: 0, count: 20)
        #expect(try ask(signature + version6).hasSuffix("2001:db8::9"))
        #expect(try ask(signature + [0x20, 0, 0, 0]).hasSuffix("127.0.0.1"))
        #expect(try ask([]).isEmpty)
        #expect(try ask(signature + [0x11, 0x11, 0, 0]).isEmpty)
    }
}
