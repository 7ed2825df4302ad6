import Edge
import Foundation
import Primitives
import Testing

/// The disk tier: what memory lets go comes back, also after a restart; damage is never served.
@Suite struct DiskTests {
    private static let control = "cache-control: max-age=600\r\netag: \"e\"\r\n"

    private func with(
        memoryBytes: Int = 1 << 20,
        _ body: (_ origin: TestOrigin, _ start: () throws -> EdgeUnderTest, _ folder: String) throws
            -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/edge-disk-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let origin = try TestOrigin { request in
            request.field("if-none-match") == nil
                ? answer(
                    200, Self.control + "surrogate-key: t\r\n",
                    String(repeating: String(request.head.prefix { $0 != "H" }), count: 2000))
                : "HTTP/1.1 304 X\r\n\(Self.control)\r\n"
        }
        defer { origin.stop() }
        try body(
            origin,
            {
                try EdgeUnderTest(origins: [origin.port]) {
                    $0.cache.memoryBytes = memoryBytes
                    $0.cache.objectBytes = 64 << 10
                    $0.diskFolder = folder
                    $0.diskBytes = 64 << 20
                }
            }, folder)
    }

    private func expected(_ path: String) -> String {
        String(repeating: "GET \(path) ", count: 2000)
    }

    @Test func `a restart keeps what was there, and asks whether it holds`() throws {
        // What was asked for once goes without a trace where many meet in one part of the memory.
        try with(memoryBytes: 64 << 20) { origin, start, _ in
            let first = try start()
            for number in 0..<20 { _ = try first.get("/\(number)") }
            first.server.stop()
            #expect(origin.requests.count == 20)
            let second = try start()
            for number in 0..<20 {
                let answer = try second.get("/\(number)")
                #expect(answer.body == expected("/\(number)"))
                #expect(answer.head.contains("fwd-status=304"))
                #expect(try second.get("/\(number)").head.contains("; hit"))
            }
            second.server.stop()
            #expect(
                origin.requests.allSatisfy { request in
                    request.number <= 20 || request.field("if-none-match") != nil
                })
        }
    }

    @Test func `what memory lets go comes back from disk, unless it was purged`() throws {
        try with { origin, start, _ in
            let edge = try start()
            // More than memory holds; used twice, so that it is worth the disk.
            for number in 0..<2000 {
                for _ in 0..<2 {
                    #expect(try edge.get("/\(number)").body == expected("/\(number)"))
                }
            }
            let count = origin.requests.count
            #expect(count == 2000)
            var again = 0
            for number in 0..<2000 {
                let before = origin.requests.count
                #expect(try edge.get("/\(number)").body == expected("/\(number)"))
                if origin.requests.count == before { again += 1 }
            }
            #expect(again > 500, "\(again) of 2,000 came from disk")
            _ = try edge.purge("tag=t")
            let asked = origin.requests.count
            for number in 0..<50 { _ = try edge.get("/\(number)") }
            #expect(origin.requests.count == asked + 50)
            edge.server.stop()
        }
    }

    @Test func `damage is never served`() throws {
        try with { origin, start, folder in
            let first = try start()
            for number in 0..<20 { _ = try first.get("/\(number)") }
            first.server.stop()
            for name in try FileManager.default.contentsOfDirectory(atPath: folder)
            where name.hasPrefix("segment-") {
                let path = folder + "/" + name
                var bytes = try Data(contentsOf: URL(filePath: path))
                for place in stride(from: 5000, to: bytes.count, by: 5000) { bytes[place] ^= 1 }
                try bytes.write(to: URL(filePath: path))
            }
            let second = try start()
            for number in 0..<20 {
                #expect(try second.get("/\(number)").body == expected("/\(number)"))
            }
            #expect(origin.requests.count > 20)
            second.server.stop()
        }
    }

    @Test func `two do not share a folder`() throws {
        try with { _, start, _ in
            let first = try start()
            #expect(throws: EdgeError.self) { try start() }
            first.server.stop()
        }
    }
}
