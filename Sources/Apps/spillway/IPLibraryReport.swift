internal import IPLibrary
internal import Service

/// What a library is, for people and for scripts.
struct IPLibraryReport: Encodable {
    var path: String
    var bytes: Int
    var madeAt: String
    var places: Int
    var entriesV4: Int
    var entriesV6: Int
    var sources: [String]

    init(_ library: IPLibrary, path: String) {
        self.path = path
        bytes = library.byteCount
        madeAt = library.madeAt.rfc3339
        places = library.placeCount - 1
        entriesV4 = library.map.counts.v4
        entriesV6 = library.map.counts.v6
        sources = library.notes
    }

    var text: String {
        """
        \(path): \(bytes) bytes, made \(madeAt), checksum and structure are sound
        \(places) places, \(entriesV4) entries of IPv4, \(entriesV6) of IPv6
        """ + sources.map { "\nfrom \($0)" }.joined()
    }
}
