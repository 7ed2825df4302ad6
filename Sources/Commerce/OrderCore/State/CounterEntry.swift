internal import Primitives

/// What a limit per buyer counts in.
struct LimitScope: BitwiseCopyable, Sendable, Equatable {
    /// Two bits of kind, one of rehearsal, the number of the pool, sale or coupon.
    var rawValue: UInt32

    @inline(__always) static func item(_ pool: UInt32, rehearsal: Bool) -> LimitScope {
        LimitScope(rawValue: pool << 3 | (rehearsal ? 4 : 0) | 0)
    }
    @inline(__always) static func sale(_ sale: UInt32, rehearsal: Bool) -> LimitScope {
        LimitScope(rawValue: sale << 3 | (rehearsal ? 4 : 0) | 1)
    }
    @inline(__always) static func coupon(_ coupon: UInt32, rehearsal: Bool) -> LimitScope {
        LimitScope(rawValue: coupon << 3 | (rehearsal ? 4 : 0) | 2)
    }
}

/// How much one buyer has taken in one scope: 16 bytes.
struct CounterEntry: HashEntry {
    var buyer: UInt64
    var scope: LimitScope
    /// Units, or for a coupon orders; 0 alone in an empty place.
    var count: UInt32
    var isEmpty: Bool { count == 0 }
    var hash: UInt32 { Self.hash(buyer, scope) }

    @inline(__always) static func hash(_ buyer: UInt64, _ scope: LimitScope) -> UInt32 {
        UInt32(
            truncatingIfNeeded: mixed(buyer &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(scope.rawValue)) >> 32
        )
    }
}

extension HashIndex where Entry == CounterEntry {
    /// How much a buyer has taken in a scope.
    @inline(__always) func count(_ buyer: UInt64, _ scope: LimitScope) -> UInt32 {
        let place = find(CounterEntry.hash(buyer, scope)) { $0.buyer == buyer && $0.scope == scope }
        guard let place else { return 0 }
        return self[place].count
    }

    /// Counts more; false when the table takes no further entry.
    @inline(__always) mutating func add(_ amount: UInt32, _ buyer: UInt64, _ scope: LimitScope)
        -> Bool
    {
        let place = find(CounterEntry.hash(buyer, scope)) { $0.buyer == buyer && $0.scope == scope }
        if let place {
            self[place].count += amount
            return true
        }
        return insert(CounterEntry(buyer: buyer, scope: scope, count: amount))
    }

    /// Counts less; traps when that was never counted.
    mutating func subtract(_ amount: UInt32, _ buyer: UInt64, _ scope: LimitScope) {
        let place = find(CounterEntry.hash(buyer, scope)) { $0.buyer == buyer && $0.scope == scope }
        guard let place else { preconditionFailure("a limit counted less than it was given") }
        let left = self[place].count - amount
        if left == 0 { remove(at: place) } else { self[place].count = left }
    }
}
