import Benchmarks
import Foundation
import Primitives
import Testing

@Suite struct BenchReportTests {
    private let machine = Machine(
        cores: 2, processor: "Some \"fast\" CPU", memoryBytes: 24 << 30, kernel: "Linux 6.1",
        system: "Debian GNU/Linux 12", swift: "6.3")

    private var report: BenchReport {
        BenchReport(
            name: "orders", date: Timestamp(1_700_000_000_000), machine: machine,
            settings: [("duration", "3 s")],
            measures: [
                Measure(
                    id: "orders.durable", title: "durable orders", value: 1_234_567.891,
                    unit: "1/s",
                    against: "bare loop", rivalValue: 2_000_000, goal: .ratio(atLeast: 0.5),
                    note: "one cell"),
                Measure(
                    id: "orders.p99", title: "wait, p99", value: 0.012345678, unit: "ms",
                    goal: .value(atMost: 0.01)),
                Measure(id: "orders.size", title: "bytes an order", value: 96, unit: "B"),
            ],
            rivals: [
                RivalFigure(
                    id: "redis.always", name: "Redis", reservationsPerSecond: 20_800,
                    accepted: 62_400,
                    refused: 1, settings: "appendfsync always", commands: ["redis-server --port 0"])
            ])
    }

    @Test func `the table is aligned`() {
        #expect(
            report.table() == """
                orders on 2 cores of Some "fast" CPU, 24 GiB, Debian GNU/Linux 12, Linux 6.1

                measure             value  unit  against        value    ratio     goal  holds
                ──────────────  ─────────  ────  ─────────  ─────────  ───────  ───────  ─────
                durable orders  1,234,568  1/s   bare loop  2,000,000  0.617 ×  ≥ 0.5 ×  yes
                wait, p99          0.0123  ms                                    ≤ 0.01  NO
                bytes an order         96  B

                durable orders: one cell

                """)
    }

    @Test func `the JSON has its form`() throws {
        #expect(
            report.json() == """
                {
                  "machine": {"cores": 2, "processor": "Some \\"fast\\" CPU", \
                "memoryBytes": 25769803776, "kernel": "Linux 6.1", \
                "system": "Debian GNU/Linux 12", "swift": "6.3"},
                  "measures": [
                    {"id": "orders.durable", "value": 1234568, "unit": "1/s", \
                "against": "bare loop", "ratio": 0.617284, "goal": 0.5, "holds": true},
                    {"id": "orders.p99", "value": 0.0123457, "unit": "ms", "against": null, \
                "ratio": null, "goal": 0.01, "holds": false},
                    {"id": "orders.size", "value": 96, "unit": "B", "against": null, \
                "ratio": null, "goal": null, "holds": null}
                  ]
                }

                """)
        let parsed = try JSONSerialization.jsonObject(with: Data(report.json().utf8))
        #expect(parsed is [String: Any])
    }

    @Test func `the exit status says whether every goal holds`() {
        #expect(report.exitCode == 1)
        var good = report
        good.measures.remove(at: 1)
        #expect(good.exitCode == 0)
    }

    @Test func `both files are written`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try report.write(to: folder)
        let json = try String(contentsOf: folder.appending(path: "orders.json"), encoding: .utf8)
        let page = try String(contentsOf: folder.appending(path: "orders.md"), encoding: .utf8)
        #expect(json == report.json())
        for part in [
            "| date | 2023-11-14 |", "| duration | 3 s |", "## Rival: Redis",
            "redis-server --port 0",
        ] {
            #expect(page.contains(part), "\(part)")
        }
    }

    @Test func `a run of some groups keeps what is there of the others`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        func texts() throws -> (json: String, page: String) {
            (
                try String(contentsOf: folder.appending(path: "edge.json"), encoding: .utf8),
                try String(contentsOf: folder.appending(path: "edge.md"), encoding: .utf8)
            )
        }
        func measure(_ id: String, _ value: Double, _ note: String? = nil) -> Measure {
            Measure(id: id, title: "Title of \(id)", value: value, unit: "ms", note: note)
        }
        let order = ["ip", "cache", "flood"]
        let first = BenchReport(
            name: "edge", date: Timestamp(1_700_000_000_000), machine: machine,
            settings: [("seed", "1"), ("where", "here | there")],
            measures: [
                measure("ip.size", 1, "small"), measure("cache.hits", 2, "old: a, b"),
                measure("cache.hits.tls", 3),
            ])
        try first.write(to: folder)
        var elsewhere = machine
        elsewhere.cores = 64
        let second = BenchReport(
            name: "edge", date: Timestamp(1_800_000_000_000), machine: elsewhere,
            settings: [("seed", "2"), ("flood", "many")],
            measures: [measure("flood.p99", 9, "new"), measure("cache.hits", 4)])
        try second.merge(into: folder, order: order)
        let (json, page) = try texts()
        for part in [
            "| measured: ip | 2023-11-14, on Some \"fast\" CPU, 2 cores; 24 GiB; Debian",
            "| measured: cache | 2027-01-15, on Some \"fast\" CPU, 64 cores; 24 GiB; Debian",
            "| measured: flood | 2027-01-15, on", "| seed | 2 |", "| where | here | there |",
            "| flood | many |", "- Title of ip.size: small\n- Title of flood.p99: new\n",
            "| Title of cache.hits | 4 |",
        ] {
            #expect(page.contains(part), "\(part) in \(page)")
        }
        #expect(!page.contains("cache.hits.tls") && !page.contains("old: a, b"))
        let parsed = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let measures = try #require(parsed["measures"] as? [[String: Any]])
        #expect(measures.map { $0["id"] as? String } == ["ip.size", "cache.hits", "flood.p99"])
        let groups = try #require(parsed["groups"] as? [[String: Any]])
        #expect(groups.map { $0["group"] as? String } == order)
        #expect(groups.map { $0["date"] as? String } == ["2023-11-14", "2027-01-15", "2027-01-15"])
        #expect(groups.map { ($0["machine"] as? [String: Any])?["cores"] as? Int } == [2, 64, 64])
        // The same again changes nothing; each group keeps its day and machine.
        try second.merge(into: folder, order: order)
        #expect(try texts() == (json, page))
        // What is no report is not written over.
        try "mine".write(
            to: folder.appending(path: "edge.md"), atomically: true, encoding: .utf8)
        #expect(throws: BenchFailure.self) { try second.merge(into: folder, order: order) }
        #expect(try texts() == (json, "mine"))
    }

    @Test func `this machine is described without naming it`() {
        let machine = Machine.describe()
        #expect(machine.cores > 0 && machine.memoryBytes > 1 << 20)
        #expect(machine.kernel.hasPrefix("Linux "))
        #expect(!machine.summary.contains(ProcessInfo.processInfo.hostName))
    }
}
