internal import Synchronization

/// Counters and gauges of a process, given as Prometheus text (exposition format 0.0.4).
package final class Metrics: Sendable {
    /// A number that only grows.
    package final class Counter: Sendable {
        private let value = Atomic<Int>(0)

        init() {}

        /// Adds to it.
        package func add(_ count: Int = 1) { value.add(count, ordering: .relaxed) }

        /// Where it stands.
        package var now: Int { value.load(ordering: .relaxed) }
    }

    private struct Family {
        var help: String
        var type: String
        var counters: [String: Counter] = [:]
        var gauges: [(labels: String, read: @Sendable () -> Double)] = []
    }

    /// Series of one name at most; further ones share one with the label `other`.
    package static let maximumSeries = 1000
    private let families = Mutex<[String: Family]>([:])

    /// No metrics yet.
    package init() {}

    /// The counter with this name and these labels, made when it is first asked for.
    package func counter(
        _ name: String, _ help: String, _ labels: [(String, String)] = []
    ) -> Counter {
        let text = Self.text(labels)
        return families.withLock { families in
            var family = families[name] ?? Family(help: help, type: "counter")
            let isFull = family.counters.count >= Self.maximumSeries
            let key = isFull && family.counters[text] == nil ? "{other=\"true\"}" : text
            let counter = family.counters[key] ?? Counter()
            family.counters[key] = counter
            families[name] = family
            return counter
        }
    }

    /// Registers a value that is read when somebody asks.
    package func gauge(
        _ name: String, _ help: String, _ labels: [(String, String)] = [],
        _ read: @escaping @Sendable () -> Double
    ) {
        let text = Self.text(labels)
        families.withLock { families in
            families[name, default: Family(help: help, type: "gauge")].gauges.append((text, read))
        }
    }

    /// All of them, in the order of their names.
    package var prometheusText: String {
        let all = families.withLock { $0 }
        var output = ""
        for (name, family) in all.sorted(by: { $0.key < $1.key }) {
            output += "# HELP \(name) \(family.help)\n# TYPE \(name) \(family.type)\n"
            for (labels, counter) in family.counters.sorted(by: { $0.key < $1.key }) {
                output += "\(name)\(labels) \(counter.now)\n"
            }
            for gauge in family.gauges {
                let value = gauge.read()
                output +=
                    "\(name)\(gauge.labels) "
                    + (Int64(exactly: value).map(String.init) ?? "\(value)") + "\n"
            }
        }
        return output
    }

    private static func text(_ labels: [(String, String)]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.map { name, value in
            let escaped = value.map { character in
                switch character {
                case "\\": "\\\\"
                case "\"": "\\\""
                case "\n": "\\n"
                default: String(character)
                }
            }.joined()
            return "\(name)=\"\(escaped)\""
        }
        return "{\(pairs.joined(separator: ","))}"
    }
}
