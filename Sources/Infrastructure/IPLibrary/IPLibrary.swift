internal import IPLibraryFormat
package import Primitives

/// A compiled library: from an address to country, province, city and operator.
///
/// It is one file, mapped for reading. Checksum and structure are checked once, when it is opened;
/// a look-up then follows numbers that are known to be sound, and allocates nothing.
@safe package final class IPLibrary: @unchecked Sendable {
    // @unchecked: nothing is written after `init`.
    /// The number of the place of every address.
    package let map: AddressMap
    /// When the library was made.
    package let madeAt: Timestamp
    /// One line for each source that was imported.
    package let notes: [String]
    /// How many places it knows, the unknown one with them.
    package let placeCount: Int
    /// Bytes of the file.
    package let byteCount: Int
    private let memory: LibraryBytes
    private let texts: UnsafePointer<UInt32>
    private let blob: UnsafeRawBufferPointer
    private let places: UnsafePointer<UInt32>

    /// Maps the file of a library.
    package convenience init(path: String) throws(IPLibraryError) {
        do throws(IPLibraryError) {
            try self.init(LibraryBytes(mapping: path))
        } catch {
            throw IPLibraryError(error.code, "\(path): \(error.message)")
        }
    }

    /// Takes the bytes of a library.
    package convenience init(image: [UInt8]) throws(IPLibraryError) {
        try self.init(LibraryBytes(copying: image))
    }

    private init(_ memory: LibraryBytes) throws(IPLibraryError) {
        let header = try Self.header(memory)
        self.memory = memory
        byteCount = unsafe memory.bytes.count
        madeAt = Timestamp(header.made_at)
        placeCount = Int(header.place_count)
        let textCount = Int(header.text_count)
        unsafe texts = try Self.integers(memory, header.text_offset, textCount + 1)
        unsafe places = try Self.integers(memory, header.place_offset, placeCount * 4)
        guard let blob = unsafe memory.slice(Int(header.blob_offset), Int(header.blob_bytes)),
            let notes = unsafe memory.slice(Int(header.notes_offset), Int(header.notes_bytes))
        else { throw Self.corrupt("texts lie outside of the file") }
        unsafe self.blob = blob
        self.notes = unsafe String(decoding: notes, as: UTF8.self)
            .split(separator: "\n").map(String.init)
        guard textCount > 0, placeCount > 0 else { throw Self.corrupt("there is no place in it") }
        map = try AddressMap(memory, header.entries, values: header.place_count)
        try unsafe Self.check(texts, textCount, blob.count, places, placeCount)
    }

    /// The number of the place of an address.
    @inline(__always)
    package func find(_ address: IPAddress) -> PlaceID { PlaceID(map.value(of: address)) }

    /// The place with a number; unknown for a number that this library did not give.
    package func place(_ id: PlaceID) -> Place {
        guard Int(id.rawValue) < placeCount else { return .unknown }
        let row = Int(id.rawValue) * 4
        return Place(
            country: text(row), province: text(row + 1), city: text(row + 2),
            networkOperator: text(row + 3))
    }

    /// The place of an address.
    package func place(of address: IPAddress) -> Place { place(find(address)) }

    private func text(_ cell: Int) -> String {
        let number = unsafe Int(places[cell])
        let bounds = unsafe Int(texts[number])..<Int(texts[number + 1])
        return unsafe String(decoding: blob[bounds], as: UTF8.self)
    }
}

extension IPLibrary {
    /// Whether bytes begin as a library does.
    static func looksLike(_ bytes: [UInt8]) -> Bool {
        LittleEndian(bytes: bytes).integer(at: 0, bytes: 4) == UInt64(IP_LIBRARY_MAGIC)
    }

    private static func header(_ memory: LibraryBytes) throws(IPLibraryError) -> ip_library_header {
        let unknown = IPLibraryError(
            .unknownForm, "no compiled IP library: make one with `spillway ip import`")
        guard let start = unsafe memory.slice(0, Int(IP_LIBRARY_HEADER_BYTES)) else {
            throw unknown
        }
        let header = unsafe start.loadUnaligned(as: ip_library_header.self)
        guard header.magic == UInt32(IP_LIBRARY_MAGIC) else { throw unknown }
        guard header.version == UInt16(IP_LIBRARY_VERSION) else {
            throw IPLibraryError(
                .newerVersion,
                "an IP library of version \(header.version); version \(IP_LIBRARY_VERSION) is "
                    + "read here: import the sources anew")
        }
        guard header.file_bytes == UInt64(unsafe memory.bytes.count) else {
            throw corrupt("it is cut: \(unsafe memory.bytes.count) of \(header.file_bytes) bytes")
        }
        guard unsafe LibraryChecksum.of(memory.bytes) == LibraryChecksum.carried(memory.bytes)
        else { throw corrupt("its bytes are not those that were written (checksum)") }
        return header
    }

    private static func integers(
        _ memory: LibraryBytes, _ offset: UInt32, _ count: Int
    ) throws(IPLibraryError) -> UnsafePointer<UInt32> {
        guard offset % 8 == 0, let slice = unsafe memory.slice(Int(offset), count * 4),
            let start = slice.baseAddress
        else { throw corrupt("a section lies outside of the file") }
        return unsafe start.assumingMemoryBound(to: UInt32.self)
    }

    @unsafe private static func check(
        _ texts: UnsafePointer<UInt32>, _ textCount: Int, _ blobBytes: Int,
        _ places: UnsafePointer<UInt32>, _ placeCount: Int
    ) throws(IPLibraryError) {
        for number in 0..<textCount {
            guard unsafe texts[number] <= texts[number + 1] else {
                throw corrupt("texts do not ascend")
            }
        }
        guard unsafe texts[0] == 0, unsafe Int(texts[textCount]) <= blobBytes else {
            throw corrupt("texts lie outside of their bytes")
        }
        for cell in 0..<(placeCount * 4) {
            guard unsafe Int(places[cell]) < textCount else {
                throw corrupt("a place names a text that is not there")
            }
        }
    }

    private static func corrupt(_ what: String) -> IPLibraryError {
        IPLibraryError(.corrupt, "library: \(what)")
    }
}
