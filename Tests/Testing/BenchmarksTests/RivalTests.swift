import Benchmarks
import Foundation
import Glibc
import Testing

@Suite struct RivalTests {
    @Test func `the rate is read from what redis-benchmark prints`() {
        let printed = """
            "test","rps","avg_latency_ms","min_latency_ms"
            "EVALSHA 0123 3 stock users orders __rand_int__","20833.33","2.1","0.5"
            """
        #expect(RedisRival.requestsPerSecond(printed) == 20833.33)
        #expect(RedisRival.requestsPerSecond("Could not connect") == nil)
        #expect(RedisRival.requestsPerSecond("\"test\",\"rps\"") == nil)
    }

    @Test func `the number of calls is read from what the server says`() {
        let said =
            "# Commandstats\r\ncmdstat_eval:calls=1,usec=2\r\ncmdstat_evalsha:calls=42,usec=7\r\n"
        #expect(RedisRival.calls(said, of: "evalsha") == 42)
        #expect(RedisRival.calls(said, of: "get") == nil)
    }

    @Test func `the rate is read from what pgbench prints`() {
        let printed = """
            number of transactions actually processed: 8123
            number of failed transactions: 0 (0.000%)
            latency average = 5.9 ms
            tps = 2707.667 (without initial connection time)
            """
        let read = PostgresRival.read(printed)
        #expect(read?.rate == 2707.667 && read?.transactions == 8123)
        #expect(
            PostgresRival.read("number of transactions actually processed: 8123/9000")?.rate == nil)
        #expect(PostgresRival.read("connection refused")?.rate == nil)
    }

    @Test func `the rate is read from what dnsperf prints, where all answers are good`() {
        let printed = """
              Queries lost:         0 (0.00%)
              Response codes:       NOERROR 200597 (100.00%)
              Queries per second:   200300.355174
            """
        #expect(DNSPerf.read(printed) == 200300.355174)
        let mixed = printed.replacing("(100.00%)", with: "(90.00%), SERVFAIL 20059 (10.00%)")
        #expect(DNSPerf.read(mixed) == nil && DNSPerf.read("") == nil)
    }

    @Test func `a missing program is named with what to install`() {
        let error = #expect(throws: RivalError.self) {
            try Tool.find("no-such-program", package: "no-such-package")
        }
        #expect(error?.code == .missing)
        #expect(error?.message.contains("apt-get install no-such-package") == true)
    }

    @Test func `a program that takes too long is ended`() throws {
        let error = #expect(throws: RivalError.self) {
            try Tool.find("tail", package: "coreutils").run(["-f", "/dev/null"], atMostSeconds: 1)
        }
        #expect(error?.code == .timedOut)
    }

    @Test func `a program that fails says why`() throws {
        let error = #expect(throws: RivalError.self) {
            try Tool.find("cat", package: "coreutils").run(["/no/such/file"], atMostSeconds: 5)
        }
        #expect(error?.code == .failed)
        #expect(error?.message.contains("/no/such/file") == true)
        #expect(try Tool.find("echo", package: "coreutils").run(["a"], atMostSeconds: 5) == "a\n")
    }

    @Test func `a server and its folder are gone after stop`() throws {
        let folder = try RivalServer.makeFolder("test")
        let server = try start(in: folder)
        let process = try number(in: folder)
        #expect(kill(process, 0) == 0)
        server.stop()
        #expect(kill(process, 0) == -1)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func `a server that does not start says what it printed`() throws {
        let folder = try RivalServer.makeFolder("test")
        let server = try RivalServer(
            folder: folder, command: ["/bin/sh", "-c", "echo no luck; exit 1"], signal: "KILL")
        let error = #expect(throws: RivalError.self) {
            try server.waitUntilReady(atMostSeconds: 1) { false }
        }
        #expect(error?.message.contains("no luck") == true)
    }

    private func start(in folder: URL) throws -> RivalServer {
        let server = try RivalServer(
            folder: folder,
            command: ["/bin/sh", "-c", "echo $$ >\"$0\"/id; exec tail -f /dev/null", folder.path],
            signal: "KILL")
        try server.waitUntilReady(atMostSeconds: 10) { (try? number(in: folder)) != nil }
        return server
    }

    private func number(in folder: URL) throws -> pid_t {
        let text = try String(contentsOf: folder.appending(path: "id"), encoding: .utf8)
        return try #require(pid_t(text.trimmingCharacters(in: .newlines)))
    }
}
