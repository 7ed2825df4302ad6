/// The unit that a disk writes: what a torn write consists of.
enum Sector {
    /// Bytes of a sector.
    static let size = 512

    /// The parts of a byte range that lie in one sector each.
    static func pieces(of range: Range<Int>) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min((start / size + 1) * size, range.upperBound)
            pieces.append(start..<end)
            start = end
        }
        return pieces
    }

    /// The whole sector around a piece.
    static func around(_ piece: Range<Int>) -> Range<Int> {
        let start = piece.lowerBound / size * size
        return start..<(start + size)
    }
}
