import Foundation
import HTTPTypes
import Primitives
import Service
import Testing

/// Where a server may listen, and what is said where it may not.
@Suite struct ListeningTests {
    private func server(port: Int, host: String = "127.0.0.1") throws -> Server {
        var options = ServerOptions(port: port)
        options.host = host
        return try Server(
            options, routes: [Route(.get, "/") { _ in .text("here") }], clock: SystemClock(),
            metrics: Metrics())
    }

    private func error(_ body: () throws -> Void) -> ServerError? {
        do {
            try body()
            return nil
        } catch {
            return error as? ServerError
        }
    }

    private func answer(_ port: Int) throws -> String {
        let client = try Client(port: port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        return client.readAll()
    }

    @Test func `a taken port is named with who has it, and the first server goes on`() throws {
        let first = try server(port: 0)
        // Each try lets go of all that it took: a hundred of them leave nothing behind.
        let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
        for _ in 0..<20 {
            let error = try #require(error { _ = try server(port: first.port) })
            #expect(error.code == .portTaken)
            #expect(error.message.contains("127.0.0.1:\(first.port)"), "\(error)")
            var options = ServerOptions(port: first.port)
            options.host = "127.0.0.1"
            #expect(self.error { try Server.check(options) } == error)
        }
        let after = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
        #expect(after < before + 20, "threads are left over")
        #expect(try answer(first.port).hasSuffix("here"))
        // A port that was let go of can be had at once.
        let port = first.port
        first.stop()
        let second = try server(port: port)
        #expect(try answer(port).hasSuffix("here"))
        second.stop()
    }

    @Test func `an address of another machine is refused`() throws {
        let host = "203.0.113.7"
        let error = try #require(error { _ = try server(port: 0, host: host) })
        #expect(error.code == .addressRefused && error.message.contains("\(host):0"), "\(error)")
    }
}
