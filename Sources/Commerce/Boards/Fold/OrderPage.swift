/// The orders of a run of numbers. Belongs to the one fold that made it.
final class OrderPage {
    static let bits: UInt64 = 12
    static let size = 1 << Int(bits)

    var entries = [OrderEntry](repeating: OrderEntry(), count: size)
    var lines: [LineEntry] = []
    /// Orders that were not forgotten yet.
    var live = 0

    init() { lines.reserveCapacity(Self.size) }

    /// Adds a line of the order that is about to be added.
    func add(_ line: LineEntry) { lines.append(line) }

    /// Adds an order whose lines were added last.
    func add(_ entry: OrderEntry, at index: Int) {
        var entry = entry
        entry.firstLine = UInt32(lines.count - Int(entry.lineCount))
        if !entries[index].isThere { live += 1 }
        entries[index] = entry
    }
}
