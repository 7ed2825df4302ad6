internal import Foundation
internal import Glibc

/// nginx with one worker: `return 200`, and a page from disk.
final class NginxRival {
    let base: String
    let configuration: String
    private let server: RivalServer

    /// Starts it with the bytes of a page, which it serves at `/page.html`.
    init(page: String) throws {
        let folder = try RivalServer.makeFolder("nginx")
        let program = try Tool.find("nginx", package: "nginx-light", folders: ["/usr/sbin"])
        let port = try FreePort.pair()
        base = "http://127.0.0.1:\(port)"
        try page.write(toFile: folder.path + "/page.html", atomically: true, encoding: .utf8)
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
            "\($0)_temp_path \(folder.path)/\($0);"
        }.joined(separator: " ")
        let isRoot = geteuid() == 0
        // A worker that may read its folder, whoever starts it.
        configuration = """
            \(isRoot ? "user root;" : "")
            worker_processes 1; daemon off; pid \(folder.path)/pid; error_log stderr crit;
            events { worker_connections 20000; }
            http {
              access_log off; keepalive_requests 1000000000; default_type text/html;
              sendfile on; tcp_nopush on; open_file_cache max=100; \(temporary)
              server {
                listen 127.0.0.1:\(port) backlog=4096; root \(folder.path);
                location / { return 200; }
                location = /page.html { }
              }
            }
            """
        let file = folder.path + "/nginx.conf"
        try configuration.write(toFile: file, atomically: true, encoding: .utf8)
        server = try RivalServer(
            folder: folder, command: [program.path, "-e", "stderr", "-c", file], signal: "TERM")
        let base = base
        let curl = try Curl(base: base)
        try server.waitUntilReady(atMostSeconds: 10) { (try? curl.page("/page.html")) == page }
    }

    func stop() { server.stop() }
}
