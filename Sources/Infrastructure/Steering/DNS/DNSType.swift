/// Types of records by their numbers (IANA: Domain Name System Parameters).
package enum DNSType {
    /// As it is called.
    package static let a: UInt16 = 1
    /// As it is called.
    package static let ns: UInt16 = 2
    /// As it is called.
    package static let soa: UInt16 = 6
    /// As it is called.
    package static let hinfo: UInt16 = 13
    /// As it is called.
    package static let txt: UInt16 = 16
    /// As it is called.
    package static let aaaa: UInt16 = 28
    /// As it is called.
    package static let opt: UInt16 = 41
    /// As it is called.
    package static let ixfr: UInt16 = 251
    /// As it is called.
    package static let axfr: UInt16 = 252
    /// As it is called.
    package static let any: UInt16 = 255
}
