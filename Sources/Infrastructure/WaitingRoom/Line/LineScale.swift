/// The line cut into sections that waiters are counted in.
///
/// 1,024 equal sections of the draw, then 1,024 of eight seconds each for those who came later; the
/// last one has no end.
enum LineScale {
    static let drawnSections = 1024
    static let sections = 2048

    private static let drawnWidth: UInt64 = 1 << 53
    private static let arrivalWidth: UInt64 = 8000 << 20

    /// The section of a position.
    static func section(_ position: Position) -> Int {
        if position < .arrivals { return Int(position.rawValue / drawnWidth) }
        let offset = (position.rawValue - Position.arrivals.rawValue) / arrivalWidth
        return drawnSections + Int(min(offset, UInt64(sections - drawnSections - 1)))
    }

    /// Where a section begins and how wide it is.
    static func extent(_ section: Int) -> (start: UInt64, width: UInt64) {
        if section < drawnSections { return (UInt64(section) * drawnWidth, drawnWidth) }
        let offset = UInt64(section - drawnSections)
        return (Position.arrivals.rawValue + offset * arrivalWidth, arrivalWidth)
    }
}
