internal import Service

extension Schema {
    /// The schema as JSON Schema; named ones are put into `components` and referred to.
    func document(_ components: inout [String: JSON]) -> JSON {
        switch self {
        case .text(let minimum, let maximum, let form, let example):
            var members: [JSON.Member] = [.init("type", "string")]
            if minimum > 0 { members.append(.init("minLength", JSON(minimum))) }
            members.append(.init("maxLength", JSON(maximum)))
            members.append(.init("pattern", .string(form.pattern)))
            if let example { members.append(.init("examples", .array([.string(example)]))) }
            return .object(members)
        case .choice(let choices):
            return ["type": "string", "enum": .array(choices.map { .string($0) })]
        case .time: return ["type": "string", "format": "date-time"]
        case .integer(let minimum, let maximum):
            return [
                "type": "integer", "minimum": .integer(minimum), "maximum": .integer(maximum),
            ]
        case .boolean: return ["type": "boolean"]
        case .list(let element, let minimum, let maximum):
            return [
                "type": "array", "items": element.document(&components), "minItems": JSON(minimum),
                "maxItems": JSON(maximum),
            ]
        case .object(let properties):
            let members = properties.map { property in
                var document = property.schema.document(&components)
                if let meaning = property.meaning, case .object(let inner) = document {
                    document = .object(inner + [.init("description", .string(meaning))])
                }
                return JSON.Member(property.name, document)
            }
            let required = properties.filter(\.isRequired).map { JSON.string($0.name) }
            return [
                "type": "object", "properties": .object(members), "required": .array(required),
                "additionalProperties": false,
            ]
        case .named(let name, let schema):
            if components[name] == nil {
                components[name] = .null
                components[name] = schema.document(&components)
            }
            return ["$ref": .string("#/components/schemas/\(name)")]
        case .nullable(let schema):
            return ["anyOf": .array([schema.document(&components), ["type": "null"]])]
        case .dictionary(let schema, let maximum):
            return [
                "type": "object", "additionalProperties": schema.document(&components),
                "maxProperties": JSON(maximum),
            ]
        case .anything: return [:]
        }
    }
}
