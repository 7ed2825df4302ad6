/// Reads a MaxMind DB (MaxMind DB File Format Specification 2.0): a binary tree of addresses, and
/// the values that its leaves point to.
struct MMDBSource {
    private static let marker = Array("\u{AB}\u{CD}\u{EF}MaxMind.com".unicodeScalars).map {
        UInt8($0.value)
    }
    /// The metadata is searched for in so many last bytes.
    private static let metadataBytes = 128 << 10
    private static let separatorBytes = 16

    private let reader: LittleEndian
    private let nodeCount: Int
    private let recordBits: Int
    private let isV6: Bool
    private var decoder: MMDBDecoder
    private let dataBytes: Int
    private let naming: MMDBNaming

    private var source = AddressSource(.mmdb)
    private var numbers: [Int: UInt32] = [:]
    private var isVisited: [Bool]

    static func looksLike(_ bytes: [UInt8]) -> Bool { metadataOffset(bytes) != nil }

    /// Reads all; `languages` says which names are taken, the first that a record has.
    static func read(
        _ bytes: [UInt8], languages: [String]
    ) throws(IPLibraryError) -> AddressSource {
        var reading = try MMDBSource(bytes, languages: languages)
        try reading.walk()
        return reading.source
    }

    private init(_ bytes: [UInt8], languages: [String]) throws(IPLibraryError) {
        guard let offset = Self.metadataOffset(bytes) else {
            throw IPLibraryError(.unknownForm, "this is no MaxMind DB")
        }
        reader = LittleEndian(bytes: bytes)
        var metadata = MMDBDecoder(reader, section: offset..<bytes.count)
        let facts = try metadata.value(at: 0)
        if let major = facts["binary_format_major_version"]?.number, major != 2 {
            throw IPLibraryError(
                .newerVersion, "a MaxMind DB of format \(major); format 2 is read here")
        }
        guard let nodes = facts["node_count"]?.number, let record = facts["record_size"]?.number,
            let version = facts["ip_version"]?.number, [24, 28, 32].contains(record),
            [4, 6].contains(version), nodes > 0, nodes < UInt64(bytes.count)
        else { throw Self.corrupt("the metadata does not say what the tree is") }
        nodeCount = Int(nodes)
        recordBits = Int(record)
        isV6 = version == 6
        let data = nodeCount * recordBits / 4 + Self.separatorBytes
        guard data <= offset - Self.marker.count else {
            throw Self.corrupt("the tree is larger than the file")
        }
        let end = offset - Self.marker.count
        dataBytes = end - data
        decoder = MMDBDecoder(reader, section: data..<end)
        naming = MMDBNaming(languages: languages)
        isVisited = Array(repeating: false, count: nodeCount)
    }

    /// Goes through the tree from its root, lower addresses first.
    private mutating func walk() throws(IPLibraryError) {
        // Trees of both families have IPv4 at ::/96, and further ways to it (such as 2002::/16),
        // which say nothing of their own: the node of IPv4 is where they are known.
        let shared = isV6 ? v4Node() : nil
        let width = isV6 ? 128 : 32
        var open: [(record: Int, bits: UInt128, depth: Int)] = [(0, 0, 0)]
        while let (record, bits, depth) = open.popLast() {
            guard record < nodeCount else {
                try take(record, bits, depth, width)
                continue
            }
            let isV4Root = isV6 && bits == 0 && depth == 96
            if record == shared, !isV4Root { continue }
            guard !isVisited[record], depth < width else {
                throw Self.corrupt("node \(record) of the tree is met twice, or is too deep")
            }
            isVisited[record] = true
            let bit = UInt128(1) << UInt128(width - 1 - depth)
            open.append((child(record, right: true), bits | bit, depth + 1))
            open.append((child(record, right: false), bits, depth + 1))
        }
    }

    /// The node at ::/96; nil where the tree ends before it.
    private func v4Node() -> Int? {
        var record = 0
        for _ in 0..<96 where record < nodeCount { record = child(record, right: false) }
        return record < nodeCount ? record : nil
    }

    /// Takes a leaf: a network and the value of it, if it has one.
    private mutating func take(
        _ record: Int, _ bits: UInt128, _ depth: Int, _ width: Int
    ) throws(IPLibraryError) {
        guard record > nodeCount else { return }
        let offset = record - nodeCount - Self.separatorBytes
        guard offset >= 0, offset < dataBytes else {
            throw Self.corrupt("a record points outside of the data")
        }
        let number: UInt32
        if let known = numbers[offset] {
            number = known
        } else {
            number = try source.number(of: naming.place(try decoder.value(at: offset)))
            numbers[offset] = number
        }
        guard number != 0 else { return }
        let rest = depth == 0 ? UInt128.max : (UInt128(1) << UInt128(width - depth)) - 1
        let last = width == 32 ? (bits | rest) & IPFamily.v4.last : bits | rest
        if width == 32 {
            try source.append(.v4, bits...last, place: number)
        } else if last <= IPFamily.v4.last {
            try source.append(.v4, bits...last, place: number)
        } else {
            // A leaf above ::/96 speaks for all of IPv4 too.
            if bits == 0 { try source.append(.v4, 0...IPFamily.v4.last, place: number) }
            let first = max(bits, IPFamily.v4.last + 1)
            try source.append(.v6, first...last, place: number)
        }
    }

    /// One of the two records of a node, which the size of the tree says is there.
    private func child(_ node: Int, right: Bool) -> Int {
        let bytes = reader.bytes
        let at = node * recordBits / 4
        let byte = { (offset: Int) in Int(bytes[at + offset]) }
        switch recordBits {
        case 24:
            let start = right ? 3 : 0
            return byte(start) << 16 | byte(start + 1) << 8 | byte(start + 2)
        case 28:
            let low = right ? 4 : 0
            let high = right ? byte(3) & 15 : byte(3) >> 4
            return high << 24 | byte(low) << 16 | byte(low + 1) << 8 | byte(low + 2)
        default:
            let start = right ? 4 : 0
            return byte(start) << 24 | byte(start + 1) << 16 | byte(start + 2) << 8
                | byte(start + 3)
        }
    }

    /// Where the metadata begins: behind the last marker.
    private static func metadataOffset(_ bytes: [UInt8]) -> Int? {
        let least = max(0, bytes.count - metadataBytes - marker.count)
        var offset = bytes.count - marker.count
        while offset >= least {
            if bytes[offset] == marker[0],
                bytes[offset..<(offset + marker.count)].elementsEqual(marker)
            {
                return offset + marker.count
            }
            offset -= 1
        }
        return nil
    }

    private static func corrupt(_ what: String) -> IPLibraryError {
        IPLibraryError(.corrupt, "mmdb: \(what)")
    }
}
