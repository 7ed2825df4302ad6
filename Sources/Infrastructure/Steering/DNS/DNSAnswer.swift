internal import IPLibrary

/// An answer while it is written: the question again, records behind it, the header at last.
struct DNSAnswer {
    /// Where a record goes, and whose it is.
    enum Section {
        /// To the answer: the name asked for.
        case answer
        /// To the authority: a name that begins within the one asked for.
        case authority(Int)
        /// To what is added: a name of its own.
        case additional([UInt8])
    }

    private static let ourPayload: UInt16 = 1232

    /// Whether we are the authority of the name.
    var isAuthority = false
    /// The length of the network that the answer is good for; 0 for every client.
    var scope = 0
    private var counts = (answer: UInt16(0), authority: UInt16(0), additional: UInt16(0))
    private let questionEnd: Int

    /// Copies the question as it was asked, letter by letter: resolvers that mix the case of
    /// letters know their question by it.
    init(_ query: DNSQuery, _ bytes: Span<UInt8>, into output: inout [UInt8]) {
        for _ in 0..<DNSQuery.headerBytes { output.append(0) }
        if !query.name.isEmpty {
            for index in query.name.lowerBound..<(query.name.upperBound + 4) {
                output.append(bytes[index])
            }
        }
        questionEnd = output.count
    }

    mutating func add(
        _ section: Section, _ type: UInt16, _ seconds: UInt32, _ data: [UInt8],
        _ output: inout [UInt8]
    ) {
        head(section, type, seconds, data.count, &output)
        output += data
    }

    mutating func add(
        _ section: Section, _ type: UInt16, _ seconds: UInt32, _ address: IPAddress,
        _ output: inout [UInt8]
    ) {
        let width = address.family.width
        head(section, type, seconds, width / 8, &output)
        for shift in stride(from: width - 8, through: 0, by: -8) {
            output.append(UInt8(truncatingIfNeeded: address.bits >> UInt128(shift)))
        }
    }

    /// Writes OPT and the header; cuts the records off where they are too many, and says whether it
    /// did.
    mutating func finish(
        _ query: DNSQuery, _ code: DNSCode, limit: Int, _ output: inout [UInt8]
    ) -> Bool {
        let end = output.count
        writeOPT(query, code, &output)
        let isTruncated = output.count > limit
        if isTruncated {
            output.replaceSubrange(questionEnd..<end, with: [])
            counts = (0, 0, counts.additional == 0 ? 0 : query.edns == nil ? 0 : 1)
            if query.edns != nil { counts.additional = 1 }
        }
        var flags: UInt16 = 0x8000 | UInt16(query.opcode) << 11 | code.rawValue & 15
        if isAuthority { flags |= 0x0400 }
        if isTruncated { flags |= 0x0200 }
        if query.wantsRecursion { flags |= 0x0100 }
        let words = [
            query.id, flags, query.name.isEmpty ? 0 : 1, counts.answer, counts.authority,
            counts.additional,
        ]
        for (index, word) in words.enumerated() {
            output[2 * index] = UInt8(word >> 8)
            output[2 * index + 1] = UInt8(truncatingIfNeeded: word)
        }
        return isTruncated
    }

    private mutating func head(
        _ section: Section, _ type: UInt16, _ seconds: UInt32, _ length: Int,
        _ output: inout [UInt8]
    ) {
        switch section {
        case .answer:
            Self.write(UInt16(0xC000 | DNSQuery.headerBytes), &output)
            counts.answer += 1
        case .authority(let place):
            Self.write(UInt16(0xC000 | place), &output)
            counts.authority += 1
        case .additional(let name):
            output += name
            counts.additional += 1
        }
        Self.write(type, &output)
        Self.write(1, &output)
        Self.write(UInt16(seconds >> 16), &output)
        Self.write(UInt16(truncatingIfNeeded: seconds), &output)
        Self.write(UInt16(length), &output)
    }

    private mutating func writeOPT(_ query: DNSQuery, _ code: DNSCode, _ output: inout [UInt8]) {
        guard let edns = query.edns else { return }
        counts.additional += 1
        output.append(0)
        Self.write(DNSType.opt, &output)
        Self.write(Self.ourPayload, &output)
        Self.write((code.rawValue >> 4) << 8, &output)
        Self.write(edns.wantsSignatures ? 0x8000 : 0, &output)
        guard let subnet = edns.subnet else { return Self.write(0, &output) }
        let count = (subnet.sourceLength + 7) / 8
        Self.write(UInt16(8 + count), &output)
        Self.write(ClientSubnet.option, &output)
        Self.write(UInt16(4 + count), &output)
        Self.write(ClientSubnet.number(subnet.address.family), &output)
        output.append(UInt8(subnet.sourceLength))
        output.append(UInt8(scope))
        let width = subnet.address.family.width
        for index in 0..<count {
            let shift = UInt128(width - 8 - 8 * index)
            output.append(UInt8(truncatingIfNeeded: subnet.address.bits >> shift))
        }
    }

    @inline(__always) private static func write(_ word: UInt16, _ output: inout [UInt8]) {
        output.append(UInt8(word >> 8))
        output.append(UInt8(truncatingIfNeeded: word))
    }
}
