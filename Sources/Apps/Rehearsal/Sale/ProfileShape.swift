internal import Service

/// What may stand in the file of a profile: its members by their names, and what each of them is.
/// What is misspelt is refused, as a sale that silently lacks a part would be believed.
indirect enum ProfileShape: Sendable {
    case text, whole, number, flag
    case choice([String])
    case group([Member])
    case list(ProfileShape)

    /// A member of a group.
    struct Member: Sendable {
        var name: String
        var shape: ProfileShape
        var isNeeded = true
    }

    /// What does not fit into the shape, named by its place; nil for nothing.
    func problem(of value: JSON, at place: String = "") -> String? {
        switch (self, value) {
        case (.text, .string), (.whole, .integer), (.number, .integer), (.number, .number),
            (.flag, .bool):
            return nil
        case (.choice(let words), .string(let word)) where words.contains(word): return nil
        case (.list(let shape), .array(let values)):
            for (index, value) in values.enumerated() {
                if let problem = shape.problem(of: value, at: place + "[\(index)]") {
                    return problem
                }
            }
            return nil
        case (.group(let known), .object(let given)):
            return Self.problem(of: given, known, at: place.isEmpty ? "" : place + ".")
        default: return "\(place.isEmpty ? "a profile" : place) is \(wanted)"
        }
    }

    private static func problem(of given: [JSON.Member], _ known: [Member], at place: String)
        -> String?
    {
        var seen: Set<String> = []
        for member in given {
            guard let shape = known.first(where: { $0.name == member.name }) else {
                let names = known.map(\.name).joined(separator: ", ")
                return "\(place)\(member.name) is no member of a profile: there are \(names)"
            }
            seen.insert(member.name)
            if member.value == .null, !shape.isNeeded { continue }
            if let problem = shape.shape.problem(of: member.value, at: place + member.name) {
                return problem
            }
        }
        return known.first { $0.isNeeded && !seen.contains($0.name) }
            .map { "\(place)\($0.name) is missing" }
    }

    private var wanted: String {
        switch self {
        case .text: "a text"
        case .whole: "a whole number"
        case .number: "a number"
        case .flag: "true or false"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        case .group(let members): "an object of " + members.map(\.name).joined(separator: ", ")
        case .list: "a list"
        }
    }
}
