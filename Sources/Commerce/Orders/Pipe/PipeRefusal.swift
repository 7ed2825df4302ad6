/// Why a line is no command, for the person who wrote the client.
package struct PipeRefusal: Error, Sendable, Hashable {
    /// What is wrong, with the path of the member.
    package var reason: String
    /// The line's token, where it could be read.
    package var token: UInt64?

    /// Describes what is wrong.
    package init(_ reason: String, token: UInt64? = nil) {
        self.reason = reason
        self.token = token
    }

    /// Says in words what the decoder found in a line that is JSON or not.
    init(_ error: DecodingError, isJSON: Bool, token: UInt64?) {
        switch error {
        case .keyNotFound(let key, let context):
            self.init("\(Self.path(context.codingPath + [key])) is missing", token: token)
        case .valueNotFound(let type, let context), .typeMismatch(let type, let context):
            self.init(
                "\(Self.path(context.codingPath)) is not \(Self.name(of: type))", token: token)
        case .dataCorrupted where !isJSON: self.init("the line is not JSON", token: token)
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            self.init(
                "\(Self.path(context.codingPath)) is not a number that fits there", token: token)
        case .dataCorrupted:
            // The decoder does not say where.
            self.init(
                "a number does not fit where it stands: it is too large, negative or not whole",
                token: token)
        @unknown default: self.init("the line is no command", token: token)
        }
    }

    /// Such as `place.lines[0].sku`.
    static func path(_ keys: [any CodingKey]) -> String {
        var text = ""
        for key in keys {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return text.isEmpty ? "the line" : text
    }

    private static func name(of type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        case is any FixedWidthInteger.Type: "a whole number that fits there"
        case is any Collection.Type where !(type is any ExpressibleByDictionaryLiteral.Type):
            "a list"
        default: "an object"
        }
    }
}
