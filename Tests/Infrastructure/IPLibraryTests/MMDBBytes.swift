import IPLibrary

/// A MaxMind DB that a test wrote, by the public description of the format alone.
struct MMDBBytes {
    private var nodes: [[Record]] = [[.nothing, .nothing]]
    private var data: [UInt8] = []
    private let isV6: Bool

    private enum Record {
        case nothing, node(Int), value(Int)
    }

    init(isV6: Bool) { self.isV6 = isV6 }

    /// Appends a value to the data; gives its place.
    mutating func add(_ value: [UInt8]) -> Int {
        data += value
        return data.count - value.count
    }

    /// Points a network at a value.
    mutating func insert(_ prefix: IPPrefix, value: Int) {
        let isMapped = isV6 && prefix.address.family == .v4
        let width = isV6 ? 128 : 32
        let length = prefix.length + (isMapped ? 96 : 0)
        put(prefix.address.bits, length, width, .value(value))
    }

    /// Points a network at the node of IPv4, as MaxMind does for 2002::/16 and others.
    mutating func alias(_ prefix: IPPrefix) {
        var node = 0
        for _ in 0..<96 {
            guard case .node(let next) = nodes[node][0] else { return }
            node = next
        }
        put(prefix.address.bits, prefix.length, 128, .node(node))
    }

    private mutating func put(_ bits: UInt128, _ length: Int, _ width: Int, _ record: Record) {
        var node = 0
        for depth in 0..<length {
            let side = Int(bits >> UInt128(width - 1 - depth) & 1)
            if depth == length - 1 {
                nodes[node][side] = record
            } else if case .node(let next) = nodes[node][side] {
                node = next
            } else {
                // A network within one that has a value splits it.
                nodes.append([nodes[node][side], nodes[node][side]])
                nodes[node][side] = .node(nodes.count - 1)
                node = nodes.count - 1
            }
        }
    }

    /// The whole file with records of 24, 28 or 32 bits.
    func write(recordBits: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for node in nodes {
            let records = node.map { record in
                switch record {
                case .nothing: nodes.count
                case .node(let number): number
                case .value(let place): nodes.count + 16 + place
                }
            }
            bytes += Self.node(records[0], records[1], recordBits)
        }
        bytes += Array(repeating: 0, count: 16) + data
        bytes += [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8)
        bytes += Self.map([
            ("node_count", Self.number(6, nodes.count, 4)),
            ("record_size", Self.number(5, recordBits, 2)),
            ("ip_version", Self.number(5, isV6 ? 6 : 4, 2)),
            ("binary_format_major_version", Self.number(5, 2, 2)),
            ("database_type", Self.text("Test")),
        ])
        return bytes
    }

    static func text(_ text: String) -> [UInt8] {
        let count = text.utf8.count
        if count < 29 { return [0x40 | UInt8(count)] + text.utf8 }
        return [0x40 | 29, UInt8(count - 29)] + text.utf8
    }

    static func map(_ members: [(String, [UInt8])]) -> [UInt8] {
        [0xE0 | UInt8(members.count)] + members.flatMap { text($0.0) + $0.1 }
    }

    static func array(_ values: [[UInt8]]) -> [UInt8] {
        [UInt8(values.count), 4] + values.flatMap { $0 }
    }

    /// A pointer to a place in the data below 2,048.
    static func pointer(_ place: Int) -> [UInt8] {
        [0x20 | UInt8(place >> 8), UInt8(place & 0xFF)]
    }

    static func number(_ type: UInt8, _ value: Int, _ count: Int) -> [UInt8] {
        [type << 5 | UInt8(count)]
            + (0..<count).reversed().map { UInt8(value >> ($0 * 8) & 0xFF) }
    }

    private static func node(_ left: Int, _ right: Int, _ bits: Int) -> [UInt8] {
        func bytes(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).reversed().map { UInt8(value >> ($0 * 8) & 0xFF) }
        }
        guard bits == 28 else { return bytes(left, bits / 8) + bytes(right, bits / 8) }
        return bytes(left & 0xFF_FFFF, 3) + [UInt8((left >> 24) << 4 | right >> 24)]
            + bytes(right & 0xFF_FFFF, 3)
    }
}
