internal import IPLibrary

extension DNSQuery {
    /// What a message is.
    package enum Reading: Sendable {
        /// A question.
        case question(DNSQuery)
        /// A question that is answered with an error; as much of it as was understood.
        case wrong(DNSQuery, DNSCode)
        /// No question at all: nothing is sent back.
        case nothing
    }

    static let headerBytes = 12
    private static let maximumName = 255
    private static let maximumLabel = 63
    /// Records behind the question at most: OPT and some that are passed over, such as TSIG.
    private static let maximumRecords = 16

    /// Reads a message (RFC 1035, 4). Nothing in it is believed.
    package static func read(_ bytes: Span<UInt8>) -> Reading {
        guard bytes.count >= headerBytes, bytes.count <= 65_535 else { return .nothing }
        var query = DNSQuery()
        query.id = word(bytes, 0)
        let flags = word(bytes, 2)
        // An answer is never answered: two servers would go on for ever.
        guard flags & 0x8000 == 0 else { return .nothing }
        query.opcode = UInt8(flags >> 11 & 15)
        query.wantsRecursion = flags & 0x0100 != 0
        guard query.opcode == 0 else { return .wrong(query, .notImplemented) }
        guard word(bytes, 4) == 1, word(bytes, 6) == 0, word(bytes, 8) == 0 else {
            return .wrong(query, .formatError)
        }
        guard let end = query.readName(bytes), end + 4 <= bytes.count else {
            query.name = 0..<0
            return .wrong(query, .formatError)
        }
        query.type = word(bytes, end)
        query.class = word(bytes, end + 2)
        let records = Int(word(bytes, 10))
        guard records <= maximumRecords else { return .wrong(query, .formatError) }
        var place = end + 4
        for _ in 0..<records {
            if let code = query.readRecord(bytes, &place) { return .wrong(query, code) }
        }
        guard place == bytes.count else { return .wrong(query, .formatError) }
        if let version = query.edns?.version, version > 0 { return .wrong(query, .badVersion) }
        return .question(query)
    }

    /// Reads the name asked for; gives where it ends.
    private mutating func readName(_ bytes: Span<UInt8>) -> Int? {
        var place = Self.headerBytes
        var hash = NameHash()
        while place < bytes.count {
            let length = Int(bytes[place])
            // A pointer in the only name there is could point at itself alone.
            guard length <= Self.maximumLabel,
                place + 1 + length - Self.headerBytes
                    <= Self.maximumName, place + 1 + length <= bytes.count
            else { return nil }
            hash.add(bytes[place])
            place += 1
            if length == 0 {
                name = Self.headerBytes..<place
                nameHash = hash.value
                return place
            }
            for index in place..<(place + length) { hash.add(bytes[index]) }
            place += length
        }
        return nil
    }

    /// Reads a record behind the question; gives what is wrong with it.
    private mutating func readRecord(_ bytes: Span<UInt8>, _ place: inout Int) -> DNSCode? {
        guard Self.skipName(bytes, &place), place + 10 <= bytes.count else { return .formatError }
        let type = Self.word(bytes, place)
        let size = Self.word(bytes, place + 2)
        let upper = Self.word(bytes, place + 4)
        let lower = Self.word(bytes, place + 6)
        let length = Int(Self.word(bytes, place + 8))
        let isRoot = bytes[place - 1] == 0
        place += 10
        guard place + length <= bytes.count else { return .formatError }
        let data = place..<(place + length)
        place += length
        guard type == DNSType.opt else { return nil }
        guard edns == nil, isRoot else { return .formatError }
        edns = Extension(
            payload: max(512, Int(size)), version: UInt8(truncatingIfNeeded: upper),
            wantsSignatures: lower & 0x8000 != 0, subnet: nil)
        return readOptions(bytes, data)
    }

    private mutating func readOptions(_ bytes: Span<UInt8>, _ data: Range<Int>) -> DNSCode? {
        var place = data.lowerBound
        while place < data.upperBound {
            guard place + 4 <= data.upperBound else { return .formatError }
            let option = Self.word(bytes, place)
            let length = Int(Self.word(bytes, place + 2))
            place += 4
            guard place + length <= data.upperBound else { return .formatError }
            if option == ClientSubnet.option {
                guard edns?.subnet == nil else { return .formatError }
                let (subnet, code) = Self.subnet(bytes, place..<(place + length))
                if let code { return code }
                edns?.subnet = subnet
            }
            place += length
        }
        return nil
    }

    /// A client's network, with every rule of RFC 7871, 6 and 7.1.2: no scope, no bytes beyond the
    /// length, no bits set past it.
    private static func subnet(
        _ bytes: Span<UInt8>, _ data: Range<Int>
    ) -> (ClientSubnet?, DNSCode?) {
        guard data.count >= 4 else { return (nil, .formatError) }
        let family: IPFamily
        switch word(bytes, data.lowerBound) {
        case 1: family = .v4
        case 2: family = .v6
        default: return (nil, .refused)
        }
        let length = Int(bytes[data.lowerBound + 2])
        guard bytes[data.lowerBound + 3] == 0, length <= family.width,
            data.count - 4 == (length + 7) / 8
        else { return (nil, .formatError) }
        var bits: UInt128 = 0
        for index in (data.lowerBound + 4)..<max(data.lowerBound + 4, data.upperBound) {
            bits = bits << 8 | UInt128(bytes[index])
        }
        bits <<= UInt128(family.width - 8 * (data.count - 4))
        let address = IPAddress(family, bits: bits)
        guard IPPrefix(address, length: length).address == address else {
            return (nil, .formatError)
        }
        return (ClientSubnet(address: address, sourceLength: length), nil)
    }

    /// Passes over the name of a record, which may end in a pointer.
    private static func skipName(_ bytes: Span<UInt8>, _ place: inout Int) -> Bool {
        let start = place
        while place < bytes.count, place - start < maximumName {
            let length = Int(bytes[place])
            if length == 0 {
                place += 1
                return true
            }
            if length >= 0xC0 {
                place += 2
                return place <= bytes.count
            }
            guard length <= maximumLabel else { return false }
            place += 1 + length
        }
        return false
    }

    private static func word(_ bytes: Span<UInt8>, _ place: Int) -> UInt16 {
        UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1])
    }
}
