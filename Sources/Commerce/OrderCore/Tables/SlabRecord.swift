/// What a slab keeps: a record of plain bytes that knows whether it is in use.
protocol SlabRecord: BitwiseCopyable, Sendable {
    /// False for a record that was taken out.
    var isLive: Bool { get }
    /// Of a free record: the number of the next free one, or 0.
    var freeLink: UInt32 { get }
    /// A free record that links to another.
    static func free(link: UInt32) -> Self
}
