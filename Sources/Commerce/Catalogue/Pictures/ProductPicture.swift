internal import Primitives
internal import Service

/// A picture drawn for a product that has no photograph: deterministic, without any request.
package enum ProductPicture {
    /// The path at which the picture of a product is served.
    package static func path(_ product: ProductID) -> String { "/pictures/\(product).svg" }

    /// The number in a path's last part, such as `12.svg`.
    package static func product(inPath part: String) -> ProductID? {
        guard part.hasSuffix(".svg"), let number = UInt64(part.dropLast(4)), number > 0 else {
            return nil
        }
        return ProductID(number)
    }

    /// An SVG image of 400 × 400: a pictogram by the words of the name and the category's slug, in
    /// colours by the name.
    package static func svg(name: String, category: String) -> String {
        let palette = palettes[Int(hash(name) % UInt64(palettes.count))]
        let tilt = Int(hash(name + "tilt") % 13) - 6
        let dots = (0..<7).map { index -> String in
            let bits = hash("\(name)\(index)")
            let (x, y, radius) = (bits % 400, bits >> 16 % 400, 6 + bits >> 40 % 18)
            return "<circle cx='\(x)' cy='\(y)' r='\(radius)' fill='\(palette.field)'/>"
        }
        var label = ""
        HTML.escape(name, into: &label)
        // No style sheet: a strict content policy would leave the picture black.
        let line = "stroke-width='3' stroke-linecap='round' stroke-linejoin='round'"
        let paints = [
            "a": "fill='\(palette.main)'", "b": "fill='\(palette.second)'", "w": "fill='#fff'",
            "l": "fill='none' stroke='\(palette.second)' \(line)",
            "v": "fill='none' stroke='#fff' \(line)",
        ]
        var shapes = Pictogram.shapes(name: name, category: category)
        for (name, paint) in paints { shapes = shapes.replacing("class='\(name)'", with: paint) }
        return """
            <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 400' role='img' \
            aria-label='\(label)'><rect width='400' height='400' fill='\(palette.ground)'/>\
            \(dots.joined())<g transform='rotate(\(tilt) 200 200) translate(70 70) scale(2.6)'>\
            \(shapes)</g></svg>
            """
    }

    private static let palettes: [(ground: String, field: String, main: String, second: String)] = [
        ("#fdf1ee", "#f8ddd6", "#c8553d", "#588b8b"), ("#eef4f8", "#d8e6f0", "#2f6690", "#d98324"),
        ("#f2f6ee", "#dfead6", "#5b8e55", "#b5533c"), ("#f7f0f7", "#ead9ea", "#7d4e8a", "#d4a017"),
        ("#fef8e8", "#faecc0", "#c98a1b", "#3a6b7e"), ("#ecf6f5", "#cfe8e5", "#2a8c82", "#e07a5f"),
        ("#fdeff4", "#f8d5e2", "#c2476f", "#4f6d7a"), ("#f0f1f8", "#dbdef0", "#4a5899", "#d1495b"),
        ("#f6f3ee", "#e8e0d3", "#8a6a45", "#3f7d6e"), ("#eff7fb", "#d2eaf5", "#1d7ea6", "#f2a541"),
    ]

    // FNV-1a, so that a picture never changes from one run to the next.
    private static func hash(_ text: String) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return value ^ value >> 29
    }
}
