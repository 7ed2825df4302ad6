internal import Crypto
internal import IPLibraryFormat
package import Primitives

/// Makes the bytes of a library out of what sources say.
package enum LibraryCompiler {
    /// The file of a library (`ip_library_format.h`).
    ///
    /// - Parameter notes: one line for each source.
    /// - Throws: `tooLarge` past 4 GiB.
    package static func compile(
        _ source: AddressSource, notes: [String], at moment: Timestamp
    ) throws(IPLibraryError) -> [UInt8] {
        var image = LibraryImage()
        var header = ip_library_header()
        header.magic = UInt32(IP_LIBRARY_MAGIC)
        header.version = UInt16(IP_LIBRARY_VERSION)
        header.made_at = moment.rawValue
        append(source.places, to: &image, &header)
        let text = Array(notes.joined(separator: "\n").utf8)
        header.notes_offset = image.append(text)
        header.notes_bytes = UInt32(text.count)
        var builder = AddressMapBuilder()
        for family in IPFamily.allCases {
            for entry in source.entries(family) {
                builder.append(family, entry.first...entry.last, value: entry.place)
            }
        }
        builder.finish()
        header.entries = image.append(builder)
        guard image.bytes.count <= LibraryBytes.maximumBytes else {
            throw IPLibraryError(.tooLarge, "the library would be past 4 GiB")
        }
        header.file_bytes = UInt64(image.bytes.count)
        image.setHeader(header)
        let digest = unsafe image.bytes.withUnsafeBytes { unsafe LibraryChecksum.of($0) }
        unsafe withUnsafeMutableBytes(of: &header.checksum) { unsafe $0.copyBytes(from: digest) }
        image.setHeader(header)
        return image.bytes
    }

    private static func append(
        _ places: [Place], to image: inout LibraryImage, _ header: inout ip_library_header
    ) {
        var numbers: [String: UInt32] = ["": 0]
        var blob: [UInt8] = []
        var offsets: [UInt32] = [0, 0]
        var rows: [UInt32] = []
        for place in places {
            for word in place.words {
                if numbers[word] == nil {
                    numbers[word] = UInt32(numbers.count)
                    blob += word.utf8
                    offsets.append(UInt32(truncatingIfNeeded: blob.count))
                }
                rows.append(numbers[word, default: 0])
            }
        }
        header.text_count = UInt32(numbers.count)
        header.text_offset = image.append(offsets)
        header.blob_offset = image.append(blob)
        header.blob_bytes = UInt32(truncatingIfNeeded: blob.count)
        header.place_count = UInt32(places.count)
        header.place_offset = image.append(rows)
    }
}
