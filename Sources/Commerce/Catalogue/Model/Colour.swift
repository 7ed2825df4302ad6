internal import Glibc

/// A colour as pages write it: `#rrggbb`.
package struct Colour: Hashable, Sendable, CustomStringConvertible {
    /// Red in the upper byte, then green, then blue.
    package let value: UInt32

    /// Reads `#` and six hexadecimal digits; nil for anything else.
    package init?(_ text: String) {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6,
            digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        self.value = value
    }

    /// Takes the lower 24 bits.
    package init(value: UInt32) { self.value = value & 0xFF_FFFF }

    /// `#rrggbb` in lower case.
    package var description: String {
        let digits = String(value, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    /// Relative luminance, 0 for black to 1 for white (WCAG 2.2).
    package var luminance: Double {
        func linear(_ shift: UInt32) -> Double {
            let part = Double(value >> shift & 0xFF) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
    }

    /// Contrast with another colour, 1 to 21 (WCAG 2.2).
    package func contrast(with other: Colour) -> Double {
        let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    /// Black or white, whichever reads better upon this colour.
    package var readableText: Colour {
        let (black, white) = (Colour(value: 0), Colour(value: 0xFF_FFFF))
        return contrast(with: white) >= contrast(with: black) ? white : black
    }
}
