package import HTTPTypes

/// The trace that a request belongs to, as its `traceparent` and `tracestate` say (W3C Trace
/// Context, level 1).
///
/// Nothing is measured here: the context goes on as it came with the calls that serve the request.
package struct TraceContext: Sendable, Hashable {
    /// The trace, the caller's part of it and flags, in the form of version 00.
    package let parent: String
    /// What systems for tracing keep beside it; nil for nothing.
    package let state: String?

    /// The context of the request that this thread serves; nil without one.
    @TaskLocal package static var current: TraceContext?

    /// Characters of `tracestate` that go on; a longer one is left out (3.3.1.5).
    package static let maximumState = 512
    private static let parentName = HTTPField.Name("traceparent")
    private static let stateName = HTTPField.Name("tracestate")
    /// Characters of version 00; a later one may have more.
    private static let length = 55
    private static let hyphens: Set<Int> = [2, 35, 52, 55]
    private static let hyphen = UInt8(ascii: "-")

    /// Reads the headers of a request; nil without exactly one valid `traceparent`.
    package init?(_ headers: HTTPFields) {
        guard let name = Self.parentName, headers.contains(name) else { return nil }
        let parents = headers[values: name]
        guard parents.count == 1 else { return nil }
        let states = Self.stateName.map { headers[values: $0] } ?? []
        self.init(parent: parents[0], state: states.isEmpty ? nil : states.joined(separator: ","))
    }

    /// Reads the values of the two headers; nil when that of `traceparent` is not valid.
    package init?(parent: String, state: String? = nil) {
        guard let parent = Self.known(parent) else { return nil }
        self.parent = parent
        self.state = state.flatMap { state in
            let isPlain = state.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
            return isPlain && (1...Self.maximumState).contains(state.utf8.count) ? state : nil
        }
    }

    /// The headers of a call that is made for this thread's request.
    package static var headers: [(name: String, value: String)] {
        guard let current else { return [] }
        var headers = [(name: "traceparent", value: current.parent)]
        if let state = current.state { headers.append((name: "tracestate", value: state)) }
        return headers
    }

    /// What this version knows of a value (2.2 and 4.3); nil for one that is not valid.
    private static func known(_ text: String) -> String? {
        let bytes = Array(text.utf8.prefix(length + 1))
        guard bytes.count >= length else { return nil }
        for (index, byte) in bytes.enumerated() {
            guard hyphens.contains(index) ? byte == hyphen : isHex(byte) else { return nil }
        }
        let zero = UInt8(ascii: "0")
        func isNothing(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { $0 == zero } }
        guard !isNothing(3..<35), !isNothing(36..<52) else { return nil }
        if isNothing(0..<2) { return text.utf8.count == length ? text : nil }
        guard bytes[0..<2] != [UInt8(ascii: "f"), UInt8(ascii: "f")] else { return nil }
        // Of a later version the sampled flag alone is known, the lowest bit.
        let last = bytes[54]
        let isSampled = (last <= UInt8(ascii: "9") ? last : last + 1) & 1 == 1
        return "00-" + String(decoding: bytes[3..<53], as: UTF8.self) + (isSampled ? "01" : "00")
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
