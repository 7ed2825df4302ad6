internal import HTTPTypes
internal import Service

/// What a browser's form sent: fields, and files of `multipart/form-data` (RFC 7578).
struct Form: Sendable {
    private var query = Query("")
    private var parts: [(name: String, bytes: ArraySlice<UInt8>)] = []

    /// Parts that are read at most.
    static let maximumParts = 64

    init(_ request: Request) {
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().hasPrefix("multipart/form-data") else {
            query = request.form
            return
        }
        guard let start = type.range(of: "boundary=") else { return }
        let boundary = type[start.upperBound...].prefix { $0 != ";" }.filter { $0 != "\"" }
        guard !boundary.isEmpty, boundary.utf8.count <= 200 else { return }
        parts = Self.parts(request.body, Array("--\(boundary)".utf8))
    }

    /// The first value with this name; empty when there is none.
    subscript(_ name: String) -> String {
        if let value = query[name] { return value }
        return file(name).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// All values with this name.
    func all(_ name: String) -> [String] { query.all(name) }

    /// The value without space at its ends.
    func trimmed(_ name: String) -> String {
        let text = self[name].drop { $0.isWhitespace }
        return String(text.reversed().drop { $0.isWhitespace }.reversed())
            .replacing("\r\n", with: "\n")
    }

    /// The bytes of a part.
    func file(_ name: String) -> ArraySlice<UInt8>? { parts.first { $0.name == name }?.bytes }

    private static func parts(_ body: [UInt8], _ boundary: [UInt8])
        -> [(name: String, bytes: ArraySlice<UInt8>)]
    {
        var found: [(name: String, bytes: ArraySlice<UInt8>)] = []
        guard var rest = after(boundary, in: body[...]) else { return [] }
        let next = Array("\r\n".utf8) + boundary
        while found.count < maximumParts, rest.starts(with: [13, 10]) {
            rest = rest.dropFirst(2)
            guard let content = after([13, 10, 13, 10], in: rest),
                let end = place(of: next, in: content)
            else { break }
            let head = String(decoding: rest[rest.startIndex..<content.startIndex], as: UTF8.self)
            if let start = head.range(of: "name=\"") {
                let name = head[start.upperBound...].prefix { $0 != "\"" }
                found.append((String(name), content[content.startIndex..<end]))
            }
            rest = content[(end + next.count)...]
        }
        return found
    }

    private static func after(_ mark: [UInt8], in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        place(of: mark, in: bytes).map { bytes[($0 + mark.count)...] }
    }

    private static func place(of mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= mark.count, let first = mark.first else { return nil }
        var start = bytes.startIndex
        while let found = bytes[start...].firstIndex(of: first),
            found + mark.count <= bytes.endIndex
        {
            if bytes[found..<found + mark.count].elementsEqual(mark) { return found }
            start = found + 1
        }
        return nil
    }
}

extension String {
    /// Where a text occurs first.
    fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
