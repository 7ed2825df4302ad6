internal import Crypto
internal import IPLibrary
internal import Service
internal import Synchronization

/// Keeps the last map on disk, so that steering answers at once after a restart, and as before.
///
/// The file is a head of JSON on one line, the slots of all pools as numbers of nodes (uint16,
/// little-endian), and the SHA-256 of both. One that is damaged or was made for other nodes is
/// passed over: steering then starts without a map and waits for reports.
package final class MapKeeper: Sendable {
    /// What is kept.
    struct Kept {
        var map: SteeringMap
        var demand: [Double]
    }

    private static let form: Int64 = 1
    private static let maximumBytes = 64 << 20
    private static let checksumBytes = 32
    /// Nanoseconds between two writes at least.
    private static let interval: UInt64 = 1_000_000_000

    private struct Last {
        var writtenAt: UInt64?
        var isDirty = true
        var hasTrouble = false
    }

    private let path: String
    private let last = Mutex(Last())

    /// Keeps maps in a file.
    package init(path: String) { self.path = path }

    /// The map in the file, where it is sound and was made for the same nodes and pools.
    func load(_ plan: SteeringPlan) -> Kept? {
        guard let bytes = try? WholeFile.read(path, atMost: Self.maximumBytes) else { return nil }
        return Self.decode(bytes, plan)
    }

    /// Writes a map where slots have moved, at most once a second; gives what went wrong, once.
    func keep(_ map: SteeringMap, demand: [Double], at now: UInt64, force: Bool) -> String? {
        let isDue = last.withLock { last in
            if map.movedSlots > 0 { last.isDirty = true }
            let isPast = last.writtenAt.map { now >= $0 + Self.interval } ?? true
            guard map.version > 0, force || (last.isDirty && isPast) else { return false }
            last.writtenAt = now
            last.isDirty = false
            return true
        }
        guard isDue else { return nil }
        do throws(IPLibraryError) {
            try WholeFile.write(Self.encode(map, demand: demand), to: path)
            last.withLock { $0.hasTrouble = false }
            return nil
        } catch {
            let isNew = last.withLock { last in
                defer { last.hasTrouble = true }
                last.isDirty = true
                return !last.hasTrouble
            }
            return isNew ? "the map cannot be kept: \(error.message)" : nil
        }
    }

    /// What a map is for: another list of nodes or pools makes another text.
    private static func purpose(_ plan: SteeringPlan) -> String {
        let nodes = plan.nodes.map { "\($0.name) \($0.point) \($0.operators)" }
        let regions = plan.geography.regions.map { "\($0.names) \($0.center)" }
        let text = (nodes + plan.operators + regions).joined(separator: "\n")
        return SHA256.hash(data: Array(text.utf8)).map { String($0, radix: 16) }.joined(
            separator: ".")
    }

    static func encode(_ map: SteeringMap, demand: [Double]) -> [UInt8] {
        let nodes = zip(map.plan.nodes, map.states).map { node, state in
            JSON.object([
                .init("name", .string(node.name)),
                .init("standing", .string(state.standing.rawValue)),
                .init("load", .number(state.load)), .init("share", .number(state.share)),
            ])
        }
        let head = JSON.object([
            .init("form", .integer(form)), .init("version", .integer(Int64(clamping: map.version))),
            .init("purpose", .string(purpose(map.plan))), .init("nodes", .array(nodes)),
            .init("demand", .array(demand.map { .number($0) })),
        ])
        var bytes = head.bytes + [UInt8(ascii: "\n")]
        bytes.reserveCapacity(bytes.count + map.tables.count * SlotTable.count * 2 + checksumBytes)
        for table in map.tables {
            for node in table.nodes {
                bytes.append(UInt8(truncatingIfNeeded: node))
                bytes.append(UInt8(node >> 8))
            }
        }
        return bytes + Array(SHA256.hash(data: bytes))
    }

    static func decode(_ bytes: [UInt8], _ plan: SteeringPlan) -> Kept? {
        guard bytes.count > checksumBytes else { return nil }
        let body = bytes.dropLast(checksumBytes)
        guard SHA256.hash(data: Array(body)).elementsEqual(bytes.suffix(checksumBytes)),
            let end = body.firstIndex(of: UInt8(ascii: "\n")),
            let head = try? JSONParser.parse(body[..<end]),
            head["form"]?.integer == form, head["purpose"]?.string == purpose(plan),
            let version = head["version"]?.integer, version > 0
        else { return nil }
        let slots = Array(body[(end + 1)...])
        guard slots.count == plan.pools.count * SlotTable.count * 2 else { return nil }
        var tables: [SlotTable] = []
        for pool in plan.pools.indices {
            let start = pool * SlotTable.count * 2
            let nodes = (0..<SlotTable.count).map {
                UInt16(slots[start + 2 * $0]) | UInt16(slots[start + 2 * $0 + 1]) << 8
            }
            guard let table = SlotTable(nodes, nodeCount: plan.nodes.count) else { return nil }
            tables.append(table)
        }
        let states = (head["nodes"]?.array ?? []).map { state($0) }
        guard states.count == plan.nodes.count else { return nil }
        return Kept(
            map: SteeringMap(
                restored: plan, version: UInt64(version), states: states, tables: tables),
            demand: (head["demand"]?.array ?? []).map { number($0) })
    }

    private static func state(_ value: JSON) -> NodeState {
        var state = NodeState()
        state.standing =
            value["standing"]?.string.flatMap(NodeState.Standing.init(rawValue:)) ?? .silent
        state.load = max(0, number(value["load"]))
        state.share = min(1, max(0.05, number(value["share"])))
        return state
    }

    private static func number(_ value: JSON?) -> Double {
        switch value {
        case .number(let number): number.isFinite ? number : 0
        case .integer(let number): Double(number)
        default: 0
        }
    }
}
