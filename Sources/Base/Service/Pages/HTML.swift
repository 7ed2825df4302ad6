/// Markup. What is interpolated into it is escaped, so that no text can become markup by accident:
/// `let page: HTML = "<h1>\(product.name)</h1>"`.
package struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The markup.
    package var text: String

    /// Takes `text` as markup, unescaped: for markup alone that was made here.
    package init(trusted text: String) { self.text = text }

    /// Markup without interpolation.
    package init(stringLiteral value: String) { text = value }

    /// Markup with what was interpolated.
    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    /// No markup at all.
    package static let empty = HTML(trusted: "")

    /// Appends markup.
    package static func += (left: inout HTML, right: HTML) { left.text += right.text }

    /// Joins two pieces.
    package static func + (left: HTML, right: HTML) -> HTML {
        HTML(trusted: left.text + right.text)
    }

    /// Builds markup out of a literal, escaping values.
    package struct Interpolation: StringInterpolationProtocol {
        var text: String

        /// Makes room for the literal.
        package init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        /// Takes the literal's own text as it is.
        package mutating func appendLiteral(_ literal: String) { text += literal }

        /// Takes a text, escaped for content and for attributes in quotes.
        package mutating func appendInterpolation(_ value: String) {
            HTML.escape(value, into: &text)
        }

        /// Takes a number.
        package mutating func appendInterpolation(_ value: some BinaryInteger) {
            text += "\(value)"
        }

        /// Takes markup as it is.
        package mutating func appendInterpolation(_ value: HTML) { text += value.text }

        /// Takes markup if there is some.
        package mutating func appendInterpolation(_ value: HTML?) { text += value?.text ?? "" }

        /// Takes pieces of markup one after the other.
        package mutating func appendInterpolation(_ values: [HTML]) {
            for value in values { text += value.text }
        }
    }

    /// Appends `value` with `& < > " '` as character references.
    package static func escape(_ value: String, into text: inout String) {
        guard value.utf8.contains(where: { Self.isSpecial($0) }) else {
            text += value
            return
        }
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }
}
