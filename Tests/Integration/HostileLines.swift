/// Lines that no cell may take for a command, or may take and must refuse.
enum HostileLines {
    /// All of them; each wants one answer.
    static let all = noCommands + orders + commands + large

    private static let line = item()

    private static let noCommands = [
        "{", "}", "null", "[]", "\"place\"", "1", "{}", "\u{0}", "\"\\ud800\"", #"{"token":1}"#,
        #"{"token":-1}"#, #"{"token":1e99}"#, #"{"token":1,"place":null}"#,
        #"{"token":1,"place":{}}"#, #"{"token":1,"cancel":{"merchant":1}}"#,
        "{\"token\":1,\"place\":\"\u{FEFF}\"}",
    ]

    private static let orders = [
        place(#""key":"a","lines":[]"#), place(#""key":"a","lines":7"#),
        place(#""key":7,"lines":[\#(line)]"#), place(#""key":"a","lines":[\#(item(sku: "999"))]"#),
        place(#""key":"a","lines":[\#(item(sale: "4294967296"))]"#),
        place(#""key":"a","lines":[\#(item(quantity: "-1"))]"#),
        place(#""key":"a","lines":[\#(item(quantity: "0"))]"#),
        place(#""key":"a","lines":[\#(item(quantity: "4294967295"))]"#),
        place(#""key":"a","lines":[\#(item(quantity: "1.5"))]"#),
        place(#""key":"a","lines":[\#(item(price: "-9223372036854775808"))]"#),
        place(#""key":"a","lines":[\#(item(price: "9223372036854775808"))]"#),
        place(#""key":"a","payment_seconds":4294967295,"lines":[\#(line)]"#),
        place(#""key":"a","payment_seconds":0,"lines":[\#(line)]"#),
        place(#""key":"a","coupon":77,"lines":[\#(line)]"#),
    ]

    private static let commands = [
        command("pay", #""order":0,"reference":"a","amount":1,"currency":156"#),
        command("pay", #""order":18446744073709551615,"reference":"b","amount":1,"currency":156"#),
        command("pay", #""order":1,"reference":"c","amount":-5,"currency":156"#),
        command("change_stock", #""sale":1,"sku":1,"delta":-9223372036854775808,"reference":"d""#),
        command("set_sale", #""sale":2,"starts_at":9223372036854775807,"ends_at":-1,"currency":1"#),
        command("set_item", #""sale":1,"sku":1,"unit_price":99999999999999"#),
        command("restock", #""order":1,"reference":"e","line":4294967295,"quantity":1"#),
        #"{"token":1,"cancel":{"merchant":1,"order":1},"#
            + #""refund":{"merchant":1,"order":1,"reference":"f","amount":1}}"#,
    ]

    private static let large = [
        place(#""key":"a","lines":["# + String(repeating: line + ",", count: 5000) + line + "]"),
        place(#""key":"a","lines":["# + String(repeating: line + ",", count: 100) + line + "]"),
        String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
        String(repeating: "x", count: 5 << 20),
    ]

    private static func item(
        sale: String = "1", sku: String = "1", quantity: String = "1", price: String = "100"
    ) -> String {
        #"{"sale":\#(sale),"sku":\#(sku),"quantity":\#(quantity),"unit_price":\#(price)}"#
    }

    private static func place(_ rest: String) -> String { command("place", #""buyer":7,"# + rest) }

    private static func command(_ name: String, _ rest: String) -> String {
        #"{"token":9,"\#(name)":{"merchant":1,\#(rest)}}"#
    }
}
