internal import Primitives
package import Service

extension Schema {
    /// Wrong fields that one answer names at most.
    private static let maximumErrors = 20
    /// Characters of a pointer at most: a client's member may have any name.
    private static let maximumPointer = 300

    /// What is wrong with `value`, each with the JSON pointer of its place; empty when nothing is.
    package func errors(in value: JSON) -> [Problem.FieldError] {
        var errors: [Problem.FieldError] = []
        check(value, at: "", &errors)
        for index in errors.indices {
            let pointer = errors[index].pointer.unicodeScalars
            guard pointer.count > Self.maximumPointer else { continue }
            errors[index].pointer = String(pointer.prefix(Self.maximumPointer - 1)) + "…"
        }
        return errors
    }

    private func check(_ value: JSON, at pointer: String, _ errors: inout [Problem.FieldError]) {
        guard errors.count < Self.maximumErrors else { return }
        func wrong(_ message: String) { errors.append(.init(pointer, message)) }
        switch self {
        case .text(let minimum, let maximum, let form, _):
            guard let text = value.string else { return wrong("a text is wanted") }
            let count = text.unicodeScalars.count
            if count < minimum || count > maximum {
                wrong("\(minimum) to \(maximum) characters are wanted")
            } else if !form.takes(text) {
                wrong("\(form.wanted) is wanted")
            }
        case .choice(let choices):
            guard let text = value.string, choices.contains(text) else {
                return wrong("one of \(choices.joined(separator: ", ")) is wanted")
            }
        case .time:
            guard let text = value.string, Timestamp(rfc3339: text) != nil else {
                return wrong("a time such as 2026-11-11T00:00:00Z is wanted")
            }
        case .integer(let minimum, let maximum):
            guard let number = value.integer, number >= minimum, number <= maximum else {
                return wrong("a whole number from \(minimum) to \(maximum) is wanted")
            }
        case .boolean:
            if value.bool == nil { wrong("true or false is wanted") }
        case .list(let element, let minimum, let maximum):
            guard let values = value.array else { return wrong("a list is wanted") }
            guard values.count >= minimum, values.count <= maximum else {
                return wrong("\(minimum) to \(maximum) elements are wanted")
            }
            for (index, value) in values.enumerated() {
                element.check(value, at: "\(pointer)/\(index)", &errors)
            }
        case .object(let properties): check(value, properties, at: pointer, &errors)
        case .named(_, let schema): schema.check(value, at: pointer, &errors)
        case .nullable(let schema):
            if !value.isNull { schema.check(value, at: pointer, &errors) }
        case .dictionary(let schema, let maximum):
            guard let members = value.members else { return wrong("an object is wanted") }
            guard members.count <= maximum else { return wrong("\(maximum) members at most") }
            for member in members {
                schema.check(member.value, at: pointer + "/" + Self.escape(member.name), &errors)
            }
        case .anything: break
        }
    }

    private func check(
        _ value: JSON, _ properties: [Property], at pointer: String,
        _ errors: inout [Problem.FieldError]
    ) {
        guard let members = value.members else {
            return errors.append(.init(pointer, "an object is wanted"))
        }
        for property in properties {
            let place = pointer + "/" + Self.escape(property.name)
            if let member = members.first(where: { $0.name == property.name }) {
                property.schema.check(member.value, at: place, &errors)
            } else if property.isRequired {
                errors.append(.init(place, "it is missing"))
            }
        }
        for member in members where !properties.contains(where: { $0.name == member.name }) {
            errors.append(.init(pointer + "/" + Self.escape(member.name), "there is no such field"))
        }
    }

    /// A member's name in a JSON pointer (RFC 6901, 3).
    private static func escape(_ name: String) -> String {
        var text = ""
        for character in name {
            switch character {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.append(character)
            }
        }
        return text
    }
}
