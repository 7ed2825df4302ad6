internal import Foundation
internal import Glibc

/// The caches that the edge is measured beside, each before the same origin.
struct CacheRival {
    let name: String
    /// Where it answers plainly; nil for never.
    let plain: String
    /// Where it answers over TLS.
    let secure: String?
    private let server: RivalServer

    func stop() { server.stop() }

    /// nginx with one worker: an origin with files that any cache may keep for an hour.
    static func origin(files: [String: Int]) throws -> (rival: CacheRival, port: Int) {
        let folder = try RivalServer.makeFolder("origin")
        for (name, size) in files {
            try String(repeating: "x", count: size).write(
                toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
        }
        let port = try FreePort.pair()
        let rival = try nginx(
            "origin", folder,
            """
            server { listen 127.0.0.1:\(port) backlog=4096; root \(folder.path);
              add_header cache-control "public, max-age=3600"; }
            """, plain: port, secure: nil, probe: files.keys.sorted()[0])
        return (rival, port)
    }

    /// nginx with one worker and `proxy_cache`, with the certificate of the edge.
    static func nginx(origin: Int, certificate: String, key: String, probe: String) throws
        -> CacheRival
    {
        let folder = try RivalServer.makeFolder("nginx-cache")
        let (port, secure) = (try FreePort.pair(), try FreePort.pair())
        return try nginx(
            "nginx proxy_cache", folder,
            """
            proxy_cache_path \(folder.path)/cache keys_zone=all:10m max_size=200m;
            upstream origin { server 127.0.0.1:\(origin); keepalive 16; }
            server {
              listen 127.0.0.1:\(port) backlog=4096; listen 127.0.0.1:\(secure) ssl backlog=4096;
              ssl_certificate \(certificate); ssl_certificate_key \(key);
              location / { proxy_pass http://origin; proxy_http_version 1.1;
                proxy_set_header Connection ""; proxy_cache all; proxy_cache_lock on; }
            }
            """, plain: port, secure: secure, probe: probe)
    }

    private static func nginx(
        _ name: String, _ folder: URL, _ servers: String, plain: Int, secure: Int?, probe: String
    ) throws -> CacheRival {
        let program = try Tool.find("nginx", package: "nginx-light", folders: ["/usr/sbin"])
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
            "\($0)_temp_path \(folder.path)/\($0);"
        }.joined(separator: " ")
        let text = """
            \(geteuid() == 0 ? "user root;" : "")
            worker_processes 1; daemon off; pid \(folder.path)/pid; error_log stderr crit;
            events { worker_connections 20000; }
            http {
              access_log off; keepalive_requests 1000000000; default_type text/plain;
              sendfile on; tcp_nopush on; open_file_cache max=100; \(temporary)
              \(servers)
            }
            """
        let file = folder.path + "/nginx.conf"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let server = try RivalServer(
            folder: folder, command: [program.path, "-e", "stderr", "-c", file], signal: "TERM")
        let rival = CacheRival(
            name: name, plain: "http://127.0.0.1:\(plain)",
            secure: secure.map { "https://127.0.0.1:\($0)" }, server: server)
        try rival.waitUntilReady(probe)
        return rival
    }

    /// Varnish, whose threads are as many as it likes; without TLS, which it does not speak.
    static func varnish(origin: Int, probe: String) throws -> CacheRival {
        let program = try Tool.find("varnishd", package: "varnish", folders: ["/usr/sbin"])
        let folder = try RivalServer.makeFolder("varnish")
        let port = try FreePort.pair()
        let server = try RivalServer(
            folder: folder,
            command: [
                program.path, "-F", "-n", folder.path + "/work", "-a", "127.0.0.1:\(port)",
                "-b", "127.0.0.1:\(origin)", "-s", "malloc,256m", "-p", "thread_pools=1",
            ], signal: "TERM")
        let rival = CacheRival(
            name: "Varnish", plain: "http://127.0.0.1:\(port)", secure: nil, server: server)
        try rival.waitUntilReady(probe)
        return rival
    }

    /// An edge of this program with one thread.
    static func edge(origin: Int, probe: String) throws -> (
        rival: CacheRival, certificate: String, key: String
    ) {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = try RivalServer.makeFolder("edge")
        let (port, secure) = (try FreePort.pair(), try FreePort.pair())
        let server = try RivalServer(
            folder: folder,
            command: [
                program, "run", "edge", "--origin", "127.0.0.1:\(origin)", "--port", "\(port)",
                "--secure-port", "\(secure)", "--admin-port", "0", "--threads", "1",
                "--disk-megabytes", "0", "--data", folder.path + "/data",
            ], signal: "TERM")
        let rival = CacheRival(
            name: "Spillway", plain: "http://127.0.0.1:\(port)",
            secure: "https://127.0.0.1:\(secure)", server: server)
        try rival.waitUntilReady(probe)
        let place = folder.path + "/data/edge/edge"
        return (rival, place + ".pem", place + ".key")
    }

    private func waitUntilReady(_ probe: String) throws {
        let curl = try Curl(base: plain)
        try server.waitUntilReady(atMostSeconds: 20) {
            ((try? curl.page("/" + probe))?.utf8.count ?? 0) > 0
        }
    }
}
