internal import Crypto
internal import NIOCore

/// A stored response as bytes of a segment: mark, length, digest, then what `decode` reads.
///
/// All numbers are big endian. The digest is the first 8 bytes of the SHA-256 of what follows it.
enum DiskRecord {
    /// `SWC1`.
    private static let mark: UInt32 = 0x5357_4331
    static let headerBytes = 16
    /// Bytes of one record at most.
    static let maximumBytes = 1 << 30

    static func encode(_ stored: StoredResponse) -> ByteBuffer {
        var rest = ByteBuffer()
        rest.reserveCapacity(stored.cost)
        rest.writeInteger(UInt16(stored.status))
        rest.writeInteger(stored.epoch)
        rest.writeInteger(stored.freshness.lifetime)
        rest.writeInteger(stored.freshness.initialAge)
        rest.writeInteger(stored.freshness.responseTime)
        rest.writeInteger(UInt8(stored.freshness.isHeuristic ? 1 : 0))
        rest.writeInteger(stored.range?.bytes.lowerBound ?? -1)
        rest.writeInteger(stored.range?.bytes.upperBound ?? -1)
        rest.writeInteger(stored.range?.complete ?? -1)
        write(stored.key.bytes, to: &rest)
        rest.writeInteger(UInt16(stored.vary.names.count))
        for (name, value) in zip(stored.vary.names, stored.vary.values) {
            write(name, to: &rest)
            rest.writeInteger(UInt8(value == nil ? 0 : 1))
            write(value ?? [], to: &rest)
        }
        rest.writeInteger(UInt16(stored.fields.entries.count))
        for entry in stored.fields.entries {
            write(Array(stored.fields.bytes[entry.nameRange]), to: &rest)
            write(Array(stored.fields.bytes[entry.valueRange]), to: &rest)
        }
        rest.writeInteger(UInt32(stored.body.readableBytes))
        rest.writeImmutableBuffer(stored.body)
        var record = ByteBuffer()
        record.reserveCapacity(rest.readableBytes + headerBytes)
        record.writeInteger(mark)
        record.writeInteger(UInt32(rest.readableBytes))
        record.writeInteger(digest(rest))
        record.writeImmutableBuffer(rest)
        return record
    }

    private static func write(_ bytes: [UInt8], to buffer: inout ByteBuffer) {
        buffer.writeInteger(UInt32(bytes.count))
        buffer.writeBytes(bytes)
    }

    private static func digest(_ buffer: ByteBuffer) -> UInt64 {
        let digest = SHA256.hash(data: Array(buffer.readableBytesView))
        return digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The length of the record whose first bytes these are; nil where they are none.
    static func length(_ header: ByteBuffer) -> Int? {
        guard header.getInteger(at: header.readerIndex, as: UInt32.self) == mark,
            let length = header.getInteger(at: header.readerIndex + 4, as: UInt32.self),
            length <= maximumBytes
        else { return nil }
        return headerBytes + Int(length)
    }

    /// The URI of a record, without a look at its digest; for finding one's way through a segment.
    static func key(_ record: ByteBuffer) -> [UInt8]? {
        var rest = record
        guard rest.readSlice(length: headerBytes + 59) != nil else { return nil }
        return bytes(&rest)
    }

    /// The response; nil where a bit has changed.
    ///
    /// - Parameters:
    ///   - isOld: it was written before the process started, and so may have missed purges: it is
    ///   to
    ///     be validated before it is served.
    static func decode(
        _ record: ByteBuffer, isOld: Bool, ledger: PurgeLedger
    ) -> StoredResponse? {
        var rest = record
        guard length(record) == record.readableBytes,
            let told = record.getInteger(at: record.readerIndex + 8, as: UInt64.self)
        else { return nil }
        rest.moveReaderIndex(forwardBy: headerBytes)
        guard digest(rest) == told else { return nil }
        guard let status = rest.readInteger(as: UInt16.self),
            let epoch = rest.readInteger(as: UInt64.self),
            let lifetime = rest.readInteger(as: Int64.self),
            let initialAge = rest.readInteger(as: Int64.self),
            let responseTime = rest.readInteger(as: Int64.self),
            let isHeuristic = rest.readInteger(as: UInt8.self),
            let lower = rest.readInteger(as: Int64.self),
            let upper = rest.readInteger(as: Int64.self),
            let complete = rest.readInteger(as: Int64.self), let key = bytes(&rest),
            let vary = vary(&rest), let fields = fields(&rest),
            let count = rest.readInteger(as: UInt32.self),
            let body = rest.readSlice(length: Int(count))
        else { return nil }
        let range =
            lower >= 0 && upper > lower
            ? ContentRange(lower..<upper, of: complete < 0 ? nil : complete) : nil
        let cacheKey = CacheKey(key)
        let head = StorableHead(
            key: cacheKey, status: Int(status), fields: fields, range: range, vary: vary,
            freshness: Freshness(
                lifetime: lifetime, isHeuristic: isHeuristic == 1, initialAge: initialAge,
                responseTime: responseTime), epoch: isOld ? 0 : epoch, ledger: ledger)
        let isPurged = isOld || ledger.isPurged(uri: cacheKey, since: epoch)
        return head?.finished(body, isPurged: isPurged)
    }

    private static func bytes(_ buffer: inout ByteBuffer) -> [UInt8]? {
        guard let count = buffer.readInteger(as: UInt32.self) else { return nil }
        return buffer.readBytes(length: Int(count))
    }

    private static func vary(_ buffer: inout ByteBuffer) -> VaryKey? {
        guard let count = buffer.readInteger(as: UInt16.self) else { return nil }
        var names: [[UInt8]] = []
        var values: [[UInt8]?] = []
        for _ in 0..<count {
            guard let name = bytes(&buffer), let has = buffer.readInteger(as: UInt8.self),
                let value = bytes(&buffer)
            else { return nil }
            names.append(name)
            values.append(has == 1 ? value : nil)
        }
        return VaryKey(names: names, values: values)
    }

    private static func fields(_ buffer: inout ByteBuffer) -> Fields? {
        guard let count = buffer.readInteger(as: UInt16.self) else { return nil }
        var fields = Fields()
        for _ in 0..<count {
            guard let name = bytes(&buffer), let value = bytes(&buffer) else { return nil }
            fields.append(name: name.span, value: value.span)
        }
        return fields
    }
}
