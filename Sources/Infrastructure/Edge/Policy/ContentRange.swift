/// The part of a representation that a response holds (RFC 9110 §14.4).
package struct ContentRange: Sendable, Equatable {
    /// The bytes.
    package var bytes: Range<Int64>
    /// The length of the whole; nil where it is not known.
    package var complete: Int64?

    /// A part.
    package init(_ bytes: Range<Int64>, of complete: Int64?) {
        self.bytes = bytes
        self.complete = complete
    }

    /// Reads a `Content-Range` such as `bytes 0-4/10`; nil where it is not sound.
    init?(_ value: ArraySlice<UInt8>) {
        let value = value.trimmed
        guard let space = value.firstIndex(of: 0x20), value[..<space].matches("bytes"),
            let slash = value.firstIndex(of: 0x2F), slash > space,
            let dash = value[space..<slash].firstIndex(of: 0x2D),
            let first = value[(space + 1)..<dash].decimal(),
            let last = value[(dash + 1)..<slash].decimal(), last >= first
        else { return nil }
        let length = value[(slash + 1)...]
        let complete = length.decimal()
        guard complete != nil || length.elementsEqual([0x2A]), complete.map({ last < $0 }) ?? true
        else { return nil }
        self.init(first..<last + 1, of: complete)
    }

    /// As it is sent.
    package var text: String {
        "bytes \(bytes.lowerBound)-\(bytes.upperBound - 1)/" + (complete.map { "\($0)" } ?? "*")
    }
}
