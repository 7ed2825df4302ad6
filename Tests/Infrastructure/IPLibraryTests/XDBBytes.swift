import IPLibrary

/// An xdb that a test wrote, and one that is searched as its makers do it.
enum XDBBytes {
    /// Writes structure 2: segments of first, last and text, all addresses in order.
    static func write(_ segments: [(first: UInt32, last: UInt32, text: String)]) -> [UInt8] {
        var bytes = Array(repeating: UInt8(0), count: 256 + 524_288)
        var places: [String: Int] = [:]
        for segment in segments where places[segment.text] == nil {
            places[segment.text] = bytes.count
            bytes += segment.text.utf8
        }
        let first = bytes.count
        for segment in segments {
            bytes += little(segment.first) + little(segment.last)
            bytes += little(UInt16(segment.text.utf8.count))
            bytes += little(UInt32(places[segment.text, default: 0]))
        }
        let header =
            little(UInt16(2)) + little(UInt16(1)) + little(UInt32(1_700_000_000))
            + little(UInt32(first)) + little(UInt32(bytes.count - 14))
        bytes.replaceSubrange(0..<header.count, with: header)
        return bytes
    }

    /// Writes structure 3 for IPv6: addresses with their highest byte first.
    static func write(
        v6 segments: [(first: UInt128, last: UInt128, text: String)]
    ) -> [UInt8] {
        var bytes = Array(repeating: UInt8(0), count: 256 + 524_288)
        let texts = segments.map { segment in
            defer { bytes += segment.text.utf8 }
            return bytes.count
        }
        let first = bytes.count
        for (segment, text) in zip(segments, texts) {
            bytes += little(segment.first).reversed() + little(segment.last).reversed()
            bytes += little(UInt16(segment.text.utf8.count)) + little(UInt32(text))
        }
        let header =
            little(UInt16(3)) + little(UInt16(1)) + little(UInt32(1_700_000_000))
            + little(UInt32(first)) + little(UInt32(bytes.count - 38))
            + little(UInt16(6)) + little(UInt16(4))
        bytes.replaceSubrange(0..<header.count, with: header)
        return bytes
    }

    /// Finds the text of an address by the vector index and the segments: the way of ip2region's
    /// own searchers, written here a second time.
    static func search(_ bytes: [UInt8], _ address: UInt32) -> String? {
        func number(_ offset: Int, _ count: Int) -> Int {
            (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
        }
        let cell = 256 + Int(address >> 24) * 256 * 8 + Int(address >> 16 & 0xFF) * 8
        let start = number(cell, 4)
        var low = 0
        var high = (number(cell + 4, 4) - start) / 14
        while low <= high {
            let middle = (low + high) / 2
            let segment = start + middle * 14
            if address < number(segment, 4) {
                high = middle - 1
            } else if address > number(segment + 4, 4) {
                low = middle + 1
            } else {
                let offset = number(segment + 10, 4)
                let text = bytes[offset..<(offset + number(segment + 8, 2))]
                return String(decoding: text, as: UTF8.self)
            }
        }
        return nil
    }

    private static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        (0..<(Value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
