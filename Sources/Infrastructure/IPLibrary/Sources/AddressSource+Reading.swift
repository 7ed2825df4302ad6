internal import Primitives

extension AddressSource {
    /// Reads a source of any form that is known: xdb, MaxMind DB, CSV, or a compiled library.
    ///
    /// - Parameter languages: whose names are taken of a MaxMind DB, the first that is there.
    package static func read(
        path: String, languages: [String] = defaultLanguages
    ) throws(IPLibraryError) -> AddressSource {
        do throws(IPLibraryError) {
            return try read(WholeFile.read(path, atMost: maximumBytes), languages: languages)
        } catch {
            throw IPLibraryError(error.code, "\(path): \(error.message)")
        }
    }

    /// Reads the bytes of a source of any form that is known.
    package static func read(
        _ bytes: [UInt8], languages: [String] = defaultLanguages
    ) throws(IPLibraryError) -> AddressSource {
        if IPLibrary.looksLike(bytes) { return try AddressSource(IPLibrary(image: bytes)) }
        if MMDBSource.looksLike(bytes) {
            return try MMDBSource.read(bytes, languages: languages)
        }
        if XDBSource.looksLike(bytes) { return try XDBSource.read(bytes) }
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
            throw IPLibraryError(
                .unknownForm, "neither xdb, MaxMind DB, CSV in UTF-8 nor a compiled library")
        }
        return try CSVSource.read(bytes)
    }

    /// Chinese, as in ip2region, else English.
    package static var defaultLanguages: [String] { ["zh-CN", "en"] }

    /// What a library says.
    package init(_ library: IPLibrary) throws(IPLibraryError) {
        self.init(.library)
        var numbers: [UInt32: UInt32] = [0: 0]
        var failure: IPLibraryError?
        for family in IPFamily.allCases {
            library.map.forEachRun(family) { bounds, value in
                do throws(IPLibraryError) {
                    if numbers[value] == nil {
                        numbers[value] = try number(of: library.place(PlaceID(value)))
                    }
                    let place = numbers[value, default: 0]
                    if place != 0 { try append(family, bounds, place: place) }
                } catch {
                    failure = error
                }
                return failure == nil
            }
        }
        if let failure { throw failure }
    }
}
