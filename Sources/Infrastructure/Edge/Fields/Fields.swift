/// Header fields in their order, kept as the bytes in which HTTP/1.1 sends them.
///
/// Names are in lower case. What a field means to the edge is found once, when it is added, so that
/// asking for one that is not there costs a test of a bit.
package struct Fields: Sendable, Equatable {
    /// One field line: where its bytes are.
    struct Entry: Sendable, Equatable {
        var start: UInt32
        var nameCount: UInt16
        var name: FieldName
        var valueCount: UInt32

        var nameRange: Range<Int> { Int(start)..<Int(start) + Int(nameCount) }
        var valueRange: Range<Int> {
            let first = Int(start) + Int(nameCount) + 2
            return first..<first + Int(valueCount)
        }
        var lineRange: Range<Int> { Int(start)..<valueRange.upperBound + 2 }
    }

    /// All lines, each with its end, as HTTP/1.1 sends them.
    package private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []
    private var present: UInt64 = 0

    /// No fields.
    package init() {}

    /// How many lines there are.
    package var count: Int { entries.count }

    mutating func reserve(bytes byteCount: Int, lines: Int) {
        bytes.reserveCapacity(byteCount)
        entries.reserveCapacity(lines)
    }

    // MARK: Adding

    /// Adds a line; the name is put into lower case. The caller has judged both.
    package mutating func append(name: Span<UInt8>, value: Span<UInt8>) {
        let known = FieldNameTable.shared.find(name)
        let start = bytes.count
        for index in name.indices { bytes.append(name[index].lowercased) }
        finish(known, start, name.count) { bytes in
            for index in value.indices { bytes.append(value[index]) }
        }
    }

    /// Adds a line.
    package mutating func append(_ name: FieldName, _ value: some Sequence<UInt8>) {
        let start = bytes.count
        let text = name.text
        for index in 0..<text.utf8CodeUnitCount { unsafe bytes.append(text.utf8Start[index]) }
        finish(name, start, text.utf8CodeUnitCount) { $0.append(contentsOf: value) }
    }

    /// Adds a line.
    package mutating func append(_ name: FieldName, _ value: String) { append(name, value.utf8) }

    /// Adds a line with any name.
    package mutating func append(_ name: String, _ value: String) {
        append(name: Array(name.utf8).span, value: Array(value.utf8).span)
    }

    /// Adds a line of other fields.
    mutating func append(_ entry: Entry, of other: Fields) {
        let start = bytes.count
        bytes.append(contentsOf: other.bytes[entry.lineRange])
        var entry = entry
        entry.start = UInt32(start)
        entries.append(entry)
        present |= 1 << UInt64(entry.name.rawValue)
    }

    private mutating func finish(
        _ name: FieldName, _ start: Int, _ nameCount: Int, _ addValue: (inout [UInt8]) -> Void
    ) {
        bytes.append(0x3A)
        bytes.append(0x20)
        let first = bytes.count
        addValue(&bytes)
        let valueCount = bytes.count - first
        bytes.append(0x0D)
        bytes.append(0x0A)
        entries.append(
            Entry(
                start: UInt32(start), nameCount: UInt16(clamping: nameCount), name: name,
                valueCount: UInt32(valueCount)))
        present |= 1 << UInt64(name.rawValue)
    }

    // MARK: Asking

    /// Whether there is a line of this field.
    package func contains(_ name: FieldName) -> Bool {
        present & (1 << UInt64(name.rawValue)) != 0
    }

    /// Whether there is a line of one of these fields.
    func containsAny(_ names: FieldNames) -> Bool { present & names.bits != 0 }

    /// The value of the first line of this field.
    package func first(_ name: FieldName) -> ArraySlice<UInt8>? {
        guard contains(name), let entry = entries.first(where: { $0.name == name }) else {
            return nil
        }
        return bytes[entry.valueRange]
    }

    /// The value of every line of this field.
    package func values(_ name: FieldName) -> [ArraySlice<UInt8>] {
        guard contains(name) else { return [] }
        return entries.filter { $0.name == name }.map { bytes[$0.valueRange] }
    }

    /// The value of every line with this name, which is in lower case.
    package func values(named name: some Collection<UInt8>) -> [ArraySlice<UInt8>] {
        entries.filter {
            Int($0.nameCount) == name.count && bytes[$0.nameRange].elementsEqual(name)
        }
        .map { bytes[$0.valueRange] }
    }

    /// The lines of this field as one list (RFC 9110 §5.3).
    package func combined(_ name: FieldName) -> [UInt8]? {
        let values = values(name)
        guard !values.isEmpty else { return nil }
        return Array(values.joined(separator: [0x2C, 0x20]))
    }

    /// The lines of this field as one text.
    package func text(_ name: FieldName) -> String? {
        combined(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The members of the list that the lines of this field are.
    func members(_ name: FieldName) -> [ArraySlice<UInt8>] {
        values(name).flatMap { FieldList.members(of: $0) }
    }

    // MARK: Taking out

    /// Keeps the lines for which `isKept` holds.
    mutating func filter(_ isKept: (FieldName, ArraySlice<UInt8>) -> Bool) {
        guard entries.contains(where: { !isKept($0.name, bytes[$0.nameRange]) }) else { return }
        let old = self
        self = Fields()
        reserve(bytes: old.bytes.count, lines: old.entries.count)
        for entry in old.entries where isKept(entry.name, old.bytes[entry.nameRange]) {
            append(entry, of: old)
        }
    }

    /// Takes out every line of this field.
    package mutating func remove(_ name: FieldName) {
        if contains(name) { filter { other, _ in other != name } }
    }

    /// Puts one line in place of all lines of this field.
    package mutating func set(_ name: FieldName, _ value: some Sequence<UInt8>) {
        remove(name)
        append(name, value)
    }

    /// Puts one line in place of all lines of this field.
    package mutating func set(_ name: FieldName, _ value: String) { set(name, value.utf8) }
}

extension Fields: ExpressibleByDictionaryLiteral {
    /// Fields from names and values.
    package init(dictionaryLiteral pairs: (String, String)...) {
        for (name, value) in pairs { append(name, value) }
    }
}

extension Fields: CustomStringConvertible {
    /// The lines, as they are sent.
    package var description: String { String(decoding: bytes, as: UTF8.self) }
}
