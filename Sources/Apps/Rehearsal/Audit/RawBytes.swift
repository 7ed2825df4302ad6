/// Bytes of the journal, read by the structs of the C headers and never beyond their end.
struct RawBytes {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var count: Int { bytes.count }

    /// The struct that starts at `offset`; nil when it does not fit.
    func load<Value: BitwiseCopyable>(_: Value.Type, at offset: Int = 0) -> Value? {
        guard offset >= 0, offset <= count, count - offset >= MemoryLayout<Value>.size else {
            return nil
        }
        return unsafe bytes.withUnsafeBytes {
            unsafe $0.loadUnaligned(fromByteOffset: offset, as: Value.self)
        }
    }

    /// The bytes from `offset` on, `length` of them; nil when they are not there.
    func slice(_ offset: Int, _ length: Int) -> RawBytes? {
        guard offset >= 0, length >= 0, offset <= count, count - offset >= length else {
            return nil
        }
        let start = bytes.startIndex + offset
        return RawBytes(bytes[start..<start + length])
    }
}
