internal import Primitives

/// Why a snapshot could not be read.
package enum SnapshotError: Error, Equatable, Sendable {
    /// It was written with tables of another form.
    case otherLayout
    /// Its bytes make no core: what part does not fit.
    case malformed(String)
}

extension OrderCore {
    /// The form of the tables: a snapshot holds them as they lie in memory, and is read by a
    /// program of the same form alone. Any other program folds the journal instead.
    package static var layout: UInt64 {
        var layout: UInt64 = 1
        let sizes = [
            MemoryLayout<OrderState>.stride, MemoryLayout<LineState>.stride,
            MemoryLayout<ItemState>.stride,
            MemoryLayout<SaleState>.stride, MemoryLayout<CouponState>.stride,
            MemoryLayout<ReferenceState>.stride, MemoryLayout<KeyEntry>.stride,
            MemoryLayout<CounterEntry>.stride, MemoryLayout<Scalars>.stride,
        ]
        for size in sizes { layout = mixed(layout &* 31 &+ UInt64(size)) }
        return layout
    }

    /// Writes the whole state, in pieces, to `sink`.
    package func save<Failure>(
        to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        var scalars = self.scalars
        try unsafe withUnsafeBytes(of: &scalars) { (bytes) throws(Failure) in try unsafe sink(bytes)
        }
        try unsafe orders.save(to: sink)
        try unsafe lines.save(to: sink)
        try unsafe items.save(to: sink)
        try unsafe sales.save(to: sink)
        try unsafe coupons.save(to: sink)
        try unsafe references.save(to: sink)
        try unsafe keys.save(to: sink)
        try unsafe itemIndex.save(to: sink)
        try unsafe saleIndex.save(to: sink)
        try unsafe couponIndex.save(to: sink)
        try unsafe referenceIndex.save(to: sink)
        try unsafe counters.save(to: sink)
        try unsafe wheel.save(to: sink)
    }

    /// Reads the state that `save` wrote into this core, which must be new.
    ///
    /// `source` fills the buffer it is given with the next bytes, or throws. Check the bytes'
    /// integrity before: tables are taken as they are.
    package mutating func load(
        from source: (UnsafeMutableRawBufferPointer) throws -> Void
    ) throws {
        precondition(scalars.sequence == 0 && items.count == 0)
        try unsafe withUnsafeMutableBytes(of: &scalars) { bytes in try unsafe source(bytes) }
        guard try unsafe orders.load(from: source) else { throw SnapshotError.malformed("orders") }
        guard try unsafe lines.load(from: source) else { throw SnapshotError.malformed("lines") }
        guard try unsafe items.load(from: source) else { throw SnapshotError.malformed("items") }
        guard try unsafe sales.load(from: source) else { throw SnapshotError.malformed("sales") }
        guard try unsafe coupons.load(from: source) else {
            throw SnapshotError.malformed("coupons")
        }
        guard try unsafe references.load(from: source) else {
            throw SnapshotError.malformed("references")
        }
        guard try unsafe keys.load(from: source) else { throw SnapshotError.malformed("keys") }
        guard try unsafe itemIndex.load(from: source) else {
            throw SnapshotError.malformed("item index")
        }
        guard try unsafe saleIndex.load(from: source) else {
            throw SnapshotError.malformed("sale index")
        }
        guard try unsafe couponIndex.load(from: source) else {
            throw SnapshotError.malformed("coupon index")
        }
        guard try unsafe referenceIndex.load(from: source) else {
            throw SnapshotError.malformed("reference index")
        }
        guard try unsafe counters.load(from: source) else {
            throw SnapshotError.malformed("counters")
        }
        guard try unsafe wheel.load(from: source) else {
            throw SnapshotError.malformed("timer wheel")
        }
    }
}
