internal import IPLibraryFormat

/// The shortest network around each address whose addresses all have its value in a map: what an
/// answer for the address may be reused for.
package struct ScopeTable: Sendable {
    private static let mixed: UInt8 = 255
    /// The first bits of a bucket, and those that a network has at least.
    private static let v4Bits = (bucket: 16, least: 0)
    private static let v6Bits = (bucket: 19, least: 3)

    private let map: AddressMap
    /// By bucket: the length of the network, or `mixed` where the bucket holds several values.
    private let v4: [UInt8]
    private let v6: [UInt8]

    /// Goes through a map once.
    package init(_ map: AddressMap) {
        self.map = map
        v4 = Self.lengths(map.uniformBuckets(.v4), Self.v4Bits)
        v6 = map.counts.v6 == 0 ? [] : Self.lengths(map.uniformBuckets(.v6), Self.v6Bits)
    }

    /// The length of the shortest network around an address with one value. Exact, but that it
    /// never reaches beyond 2000::/3 or to its outside.
    package func length(around address: IPAddress) -> Int {
        let address = address.unmapped
        if address.family == .v6, map.counts.v6 == 0 { return 0 }
        let bucket: UInt8? =
            switch address {
            case .v4(let bits): v4[Int(bits >> 16)]
            case .v6(let bits):
                bits >> 125 == 1 ? v6[Int(bits >> 109 & 0xFFFF)] : nil
            }
        if let bucket, bucket != Self.mixed { return Int(bucket) }
        var bounds = map.run(around: address).bounds
        if bucket != nil {
            // Runs of IPv6 may end in a later bucket; this bucket is mixed, so no network of one
            // value is larger than it.
            let bits = address.family == .v4 ? Self.v4Bits.bucket : Self.v6Bits.bucket
            bounds = bounds.clamped(to: IPPrefix(address, length: bits).bounds)
        }
        return IPPrefix.largest(with: address, within: bounds).length
    }

    /// From the value of each bucket, nil where it has several, to the length of the network.
    private static func lengths(
        _ values: [UInt32?], _ bits: (bucket: Int, least: Int)
    ) -> [UInt8] {
        var lengths = values.map { $0 == nil ? mixed : UInt8(bits.bucket) }
        var level = values
        for length in stride(from: bits.bucket - 1, through: bits.least, by: -1) {
            var wider: [UInt32?] = []
            for left in stride(from: 0, to: level.count, by: 2) {
                let isOne = level[left] == level[left + 1]
                wider.append(isOne ? level[left] : nil)
            }
            level = wider
            let width = 1 << (bits.bucket - length)
            for (block, value) in level.enumerated() where value != nil {
                for bucket in (block * width)..<((block + 1) * width) {
                    lengths[bucket] = UInt8(length)
                }
            }
        }
        return lengths
    }
}
