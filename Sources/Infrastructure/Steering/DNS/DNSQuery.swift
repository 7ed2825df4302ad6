/// A question as it came over the wire.
package struct DNSQuery: Sendable {
    /// What EDNS says with it (RFC 6891).
    package struct Extension: Sendable {
        /// Bytes of an answer that the asker can take over UDP.
        package var payload: Int
        /// The version; 0 is known.
        package var version: UInt8
        /// Whether the asker wants signatures; the bit is given back.
        package var wantsSignatures: Bool
        /// The client's network.
        package var subnet: ClientSubnet?
    }

    /// The number that the answer carries too.
    package var id: UInt16 = 0
    /// The kind of question; 0 is the ordinary one.
    package var opcode: UInt8 = 0
    /// Whether the asker wants recursion; the bit is given back.
    package var wantsRecursion = false
    /// Where the name lies in the message, with its closing zero.
    package var name = 0..<0
    /// A hash of the name in lower case.
    package var nameHash: UInt64 = 0
    /// The type asked for.
    package var type: UInt16 = 0
    /// The class asked for; 1 is the Internet.
    package var `class`: UInt16 = 0
    /// EDNS, where the asker speaks it.
    package var edns: Extension?
}
