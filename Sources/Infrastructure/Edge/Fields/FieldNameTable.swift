/// Finds a `FieldName` by its bytes: open addressing over a table that is made once.
struct FieldNameTable: Sendable {
    static let shared = FieldNameTable()

    private var slots = [UInt8](repeating: 0, count: 256)
    private var texts: [[UInt8]] = []

    private init() {
        for name in FieldName.allCases {
            let bytes = unsafe [UInt8](
                UnsafeBufferPointer(
                    start: name.text.utf8Start, count: name.text.utf8CodeUnitCount))
            texts.append(bytes)
            guard name != .other else { continue }
            var slot = Self.slot(bytes.span)
            while slots[slot] != 0 { slot = (slot + 1) & 255 }
            slots[slot] = name.rawValue
        }
    }

    private static func slot(_ name: Span<UInt8>) -> Int {
        guard name.count > 0 else { return 0 }
        let first = Int(name[0] | 0x20)
        let last = Int(name[name.count - 1] | 0x20)
        return (name.count &* 37 &+ first &* 11 &+ last) & 255
    }

    /// The field of that name, in letters of either case.
    func find(_ name: Span<UInt8>) -> FieldName {
        var slot = Self.slot(name)
        while slots[slot] != 0 {
            let text = texts[Int(slots[slot])]
            if text.count == name.count {
                var index = 0
                while index < text.count, name[index].lowercased == text[index] { index += 1 }
                if index == text.count { return FieldName(rawValue: slots[slot]) ?? .other }
            }
            slot = (slot + 1) & 255
        }
        return .other
    }
}
