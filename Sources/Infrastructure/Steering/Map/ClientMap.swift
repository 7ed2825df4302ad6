package import IPLibrary
internal import Primitives

/// From an address to its pool, and to the network that is answered in one way.
package struct ClientMap: Sendable {
    /// Clients of one such network get one node.
    package static let blockBits = (v4: 24, v6: 56)

    private let pools: AddressMap
    private let scopes: ScopeTable

    /// Tells the clients of a plan apart by a library.
    package init(_ library: IPLibrary, plan: SteeringPlan) {
        let pool = (0..<library.placeCount).map {
            UInt32(plan.pool(of: library.place(PlaceID(UInt32($0)))))
        }
        var builder = AddressMapBuilder()
        for family in IPFamily.allCases where family == .v4 || library.map.counts.v6 > 0 {
            library.map.forEachRun(family) { bounds, value in
                builder.append(family, bounds, value: pool[Int(value)])
                return true
            }
        }
        pools = AddressMap(builder)
        scopes = ScopeTable(pools)
    }

    /// The pool of an address.
    @inline(__always) package func pool(of address: IPAddress) -> Int {
        Int(pools.value(of: address))
    }

    /// What spreads clients over slots: the same for all of one block.
    @inline(__always) package static func hash(_ address: IPAddress) -> UInt64 {
        switch address.unmapped {
        case .v4(let bits): StableHash.mix(UInt64(bits >> 8))
        case .v6(let bits): StableHash.mix(UInt64(truncatingIfNeeded: bits >> 72) ^ 6 << 60)
        }
    }

    /// The length of the shortest network around an address that gets one answer (RFC 7871, 7.2.1):
    /// where the pool has one node, all that are in the pool; else a block of clients.
    package func scope(of address: IPAddress, isUniform: Bool) -> Int {
        let length = scopes.length(around: address)
        if isUniform { return length }
        return max(length, address.unmapped.family == .v4 ? Self.blockBits.v4 : Self.blockBits.v6)
    }
}
