/// An object of a line that has the members it has and no others.
protocol PipePart: Decodable {
    /// Whether there is a member of this name.
    static func has(_ member: String) -> Bool
}

/// A part that is refused when it has a member that nobody reads: a misspelt one would else be
/// taken for left out.
struct StrictPart<Part: PipePart>: Decodable {
    var part: Part

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int?

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let names = try decoder.container(keyedBy: Name.self).allKeys
        for name in names.sorted(by: { $0.stringValue < $1.stringValue })
        where !Part.has(name.stringValue) {
            throw PipeRefusal(
                "\(PipeRefusal.path(decoder.codingPath + [name])) is unknown: "
                    + "there is no such member")
        }
        part = try Part(from: decoder)
    }
}
