internal import HTTPTypes
internal import Primitives
package import Service

/// The page on which a buyer checks their own draw, with the figures and the recipe to do it on
/// their own machine.
package struct CheckDrawPage: Sendable {
    private let settings: RoomSettings

    /// Makes the page for a room.
    package init(_ settings: RoomSettings) { self.settings = settings }

    /// The page. `code` is what stands on the buyer's waiting page; `seed` is nil until the start.
    package func page(code: String?, seed: DrawSeed?, _ t: Language, path: String) -> Reply {
        let token = code.flatMap { Token128(hexadecimal: $0) }
        let main: HTML = """
            <p>\(RoomWords(t).drawExplained)</p>
            <dl><dt>\(t("Published before", "事先公布"))</dt>
            <dd><code>\(settings.commitment)</code></dd>
            <dt>\(t("The seed", "种子"))</dt><dd>\(seedText(seed, t))</dd>\
            \(result(token, seed, t))</dl>
            \(form(code ?? "", t, path))\(wrong(code, token, t))\(recipe(token, seed, t))
            """
        let title = t("Check your draw", "核对您的抽签")
        var reply = BarePage.reply(RoomLayout.page(t, title: title, path: path, main))
        reply.headers[.cacheControl] = "no-store"
        return reply
    }

    /// The same as a document.
    package func document(code: String?, seed: DrawSeed?) -> JSON {
        let token = code.flatMap { Token128(hexadecimal: $0) }
        let number = token.flatMap { token in
            seed.map { Self.hexadecimal($0.number(of: Holder(.device, token))) }
        }
        return [
            "room": .integer(Int64(settings.id.rawValue)),
            "commitment": .string(settings.commitment),
            "seed": JSON(seed?.text), "code": JSON(token.map { "\($0)" }), "number": JSON(number),
        ]
    }

    static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private func seedText(_ seed: DrawSeed?, _ t: Language) -> HTML {
        guard let seed else { return "\(t("is published at the start", "开始时公布"))" }
        return "<code>\(seed.text)</code>"
    }

    private func result(_ code: Token128?, _ seed: DrawSeed?, _ t: Language) -> HTML {
        guard let code, let seed else { return .empty }
        let number = seed.number(of: Holder(.device, code))
        let before = Int(Double(number) / 0x1p64 * 1000)
        let share = "\(before / 10).\(before % 10) %"
        return """
            <dt>\(t("Your number", "您的号码"))</dt><dd><code>\(Self.hexadecimal(number))</code> \
            (\(t("about \(share) of all numbers are smaller", "约 \(share) 的号码比它小")))</dd>
            """
    }

    private func form(_ code: String, _ t: Language, _ path: String) -> HTML {
        """
        <form method="get" action="\(path)"><p>\
        <label for="code">\(t("Your code", "您的代码"))</label><br>
        <input id="code" name="code" value="\(String(code.prefix(64)))" size="24" maxlength="32" \
        autocomplete="off" spellcheck="false"> \
        <button type="submit">\(t("Check", "核对"))</button></p></form>
        """
    }

    private func wrong(_ code: String?, _ token: Token128?, _ t: Language) -> HTML {
        guard let code, !code.isEmpty, token == nil else { return .empty }
        return "<p class=\"note\" role=\"alert\">\(RoomWords(t).badCode)</p>"
    }

    private func recipe(_ code: Token128?, _ seed: DrawSeed?, _ t: Language) -> HTML {
        let seedText = seed?.text ?? "SEED"
        let codeText = code.map { "\($0)" } ?? "CODE"
        return """
            <p>\(t("On your own machine:", "在您自己的电脑上："))</p>
            <pre>printf %s \(seedText) | sha256sum
            printf %s \(seedText):\(codeText) | sha256sum | cut -c 1-16</pre>
            <p>\(RoomWords(t).recipe)</p>
            """
    }
}
