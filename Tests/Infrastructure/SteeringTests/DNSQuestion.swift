/// A question that a test writes, right or wrong.
struct DNSQuestion {
    var name: String
    var type: UInt16
    var id: UInt16 = 1
    var recursion = false
    var edns: (size: UInt16, version: UInt8, wantsSignatures: Bool)?
    /// Family, length, bytes of a client's network.
    var subnet: (UInt16, UInt8, [UInt8])?

    init(_ name: String, _ type: UInt16, id: UInt16 = 1, recursion: Bool = false) {
        self.name = name
        self.type = type
        self.id = id
        self.recursion = recursion
    }

    var bytes: [UInt8] {
        let hasOPT = edns != nil || subnet != nil
        var bytes = big(id) + big(recursion ? 0x0100 : 0) + big(1) + big(0) + big(0)
        bytes += big(hasOPT ? 1 : 0)
        for label in name.split(separator: ".") {
            bytes.append(UInt8(label.utf8.count))
            bytes += label.utf8
        }
        bytes += [0] + big(type) + big(1)
        guard hasOPT else { return bytes }
        let edns = edns ?? (1232, 0, false)
        bytes += [0] + big(41) + big(edns.size) + [0, edns.version]
        bytes += big(edns.wantsSignatures ? 0x8000 : 0)
        var options: [UInt8] = []
        if let (family, length, address) = subnet {
            options = big(8) + big(UInt16(4 + address.count)) + big(family) + [length, 0] + address
        }
        return bytes + big(UInt16(options.count)) + options
    }

    private func big(_ word: UInt16) -> [UInt8] { [UInt8(word >> 8), UInt8(word & 0xFF)] }
}
