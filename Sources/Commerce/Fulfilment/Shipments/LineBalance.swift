/// What of a line has left, came back, and is left to ship.
package struct LineBalance: Sendable, Hashable {
    /// What can happen to the units of a line.
    package enum Event: Sendable, Hashable {
        /// Units left.
        case shipped(UInt32)
        /// Units were put on sale again.
        case restocked(UInt32)
    }

    /// The line, from 0.
    package var line: UInt32
    /// Units bought.
    package var bought: UInt32
    /// Units that left.
    package var shipped: UInt32 = 0
    /// Units that left and came back.
    package var returned: UInt32 = 0
    /// Units that never left and never will.
    package var cancelled: UInt32 = 0

    /// Units that are left to ship.
    package var toShip: UInt32 {
        let gone = UInt64(shipped) + UInt64(cancelled)
        return gone >= bought ? 0 : bought - UInt32(gone)
    }

    /// Folds what happened to a line, in the order in which it was written down. What comes back is
    /// taken from what had left; only what goes beyond that had not left yet.
    package init(line: UInt32, bought: UInt32, events: [Event] = []) {
        self.line = line
        self.bought = bought
        for event in events {
            switch event {
            case .shipped(let units): shipped += units
            case .restocked(let units):
                let back = min(units, shipped - returned)
                returned += back
                cancelled += units - back
            }
        }
    }
}
