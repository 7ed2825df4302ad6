/// The locks of the connections to one database file, as SQLite's xLock and xUnlock define them.
///
/// A connection holds a level: none, shared, reserved, pending or exclusive. Many may hold shared;
/// at most one holds more. Pending keeps new readers out until the old ones have gone.
struct FileLock {
    /// What one connection holds, in the order of strength; raw values are SQLite's.
    enum Level: Int32, Comparable {
        case none, shared, reserved, pending, exclusive

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    private var holders = 0
    private var writer: Int?
    private var writerLevel = Level.none

    /// Whether some connection holds more than shared.
    var isReserved: Bool { writer != nil }

    /// Raises `holder` from `level` to `wanted`; says what it then holds, which is less when
    /// another is in the way.
    mutating func raise(_ holder: Int, from level: Level, to wanted: Level) -> Level {
        guard wanted > level else { return level }
        if wanted == .shared {
            guard writerLevel < .pending else { return level }
            holders += 1
            return .shared
        }
        guard writer == nil || writer == holder else { return level }
        writer = holder
        writerLevel = wanted == .exclusive && holders > 1 ? .pending : wanted
        return writerLevel
    }

    /// Lowers `holder` from `level` to `wanted`, which is shared or none.
    mutating func lower(_ holder: Int, from level: Level, to wanted: Level) {
        guard wanted < level else { return }
        if writer == holder {
            writer = nil
            writerLevel = .none
        }
        if wanted == .none { holders -= 1 }
    }
}
