internal import Service

/// Gathers what is wrong with a client's fields, so that one answer names all of it.
struct FieldChecks {
    private(set) var errors: [Problem.FieldError] = []

    mutating func refuse(_ pointer: String, _ message: String) {
        if errors.count < 100 { errors.append(Problem.FieldError(pointer, message)) }
    }

    mutating func require(_ condition: Bool, _ pointer: String, _ message: String) {
        if !condition { refuse(pointer, message) }
    }

    /// A text in one line, or in several: `1…maximum` characters, no control characters, no space
    /// at its ends.
    mutating func text(
        _ text: String, _ pointer: String, maximum: Int, mayBeEmpty: Bool = false,
        lines: Bool = false
    ) {
        let count = text.unicodeScalars.count
        if count == 0, !mayBeEmpty { return refuse(pointer, "must not be empty") }
        require(count <= maximum, pointer, "must have at most \(maximum) characters")
        let hasControl = text.unicodeScalars.contains { scalar in
            let isControl = scalar.properties.generalCategory == .control
            return isControl && !(lines && (scalar == "\n" || scalar == "\t"))
        }
        require(!hasControl, pointer, "must not have control characters")
        let ends = [text.unicodeScalars.first, text.unicodeScalars.last]
        let isTrimmed = ends.allSatisfy { $0?.properties.isWhitespace != true }
        require(isTrimmed, pointer, "must not start or end with a space")
    }

    mutating func name(_ name: LocalizedName, _ pointer: String) {
        text(name.english, pointer + "/name", maximum: 200)
        if let chinese = name.chinese { text(chinese, pointer + "/name_zh", maximum: 200) }
    }

    /// `a-z`, `0-9` and single hyphens between them.
    mutating func slug(_ slug: String, _ pointer: String) {
        require(
            Slug.isValid(slug), pointer,
            "must have 1 to \(Slug.maximumLength) of a-z, 0-9 and single hyphens between them")
    }

    /// An `https` URL with a host, or a path on this server.
    mutating func url(_ text: String, _ pointer: String, mayBeEmpty: Bool = false) {
        if text.isEmpty, mayBeEmpty { return }
        let isPlain = text.utf8.allSatisfy {
            (0x21...0x7E).contains($0) && !#""<>\^`{|}"#.utf8.contains($0)
        }
        let isPath = text.hasPrefix("/") && !text.hasPrefix("//")
        let host = text.dropFirst(8).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let isURL = text.hasPrefix("https://") && Self.isHost(host)
        require(
            isPlain && text.utf8.count <= 2048 && (isPath || isURL), pointer,
            "must be an https URL or a path that starts with /, in ASCII, of at most 2048 bytes")
    }

    private static func isHost(_ text: Substring) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty,
            parts[0].utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D
                    || $0 == 0x2E
            })
        else { return false }
        return parts.count == 1 || UInt16(parts[1]) != nil
    }

    /// Throws what was gathered.
    func finish() throws(Problem) {
        guard let first = errors.first else { return }
        throw Problem(
            422, "invalid_field", "\(first.pointer): \(first.message)", fields: errors)
    }
}
