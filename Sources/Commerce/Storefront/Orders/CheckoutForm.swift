internal import Boards
internal import Catalogue
internal import Checkout
internal import Identity
internal import Primitives
internal import Service

/// What the checkout page holds: the lines and prices that the buyer sees are part of the form, so
/// that what is ordered is what was shown, and sending it twice asks for the same twice.
struct CheckoutForm {
    /// Names the wish, so that it is one order however often it is sent.
    var key: String
    /// The lines with the prices shown.
    var lines: [OrderRequest.Line]
    /// The coupon as it was typed.
    var coupon: String
    /// The saved address that was chosen; nil for a new one.
    var address: Int64?
    /// Whether a new address is to be kept.
    var savesAddress: Bool

    /// Letters of a key.
    static let keyLength = 32

    /// Reads what a page sent; nil for what none of ours sends.
    init?(_ form: Query) {
        guard let key = form["key"], key.utf8.count == Self.keyLength,
            key.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
            })
        else { return nil }
        self.key = key
        lines = []
        for text in form.all("line").prefix(Carts.maximumLines) {
            guard let line = Self.line(text) else { return nil }
            lines.append(line)
        }
        guard !lines.isEmpty else { return nil }
        let typed = (form["coupon"] ?? "").drop { $0 == " " }
        coupon = String(typed.unicodeScalars.prefix(60))
        while coupon.last == " " { coupon.removeLast() }
        address = form["address"].flatMap { Int64($0) }
        savesAddress = form["save"] != nil
    }

    /// A line as a hidden field holds it, such as `12.3.1.999`.
    static func text(_ line: PricedLine) -> String {
        let (sale, price) = (line.offer?.sale.rawValue ?? 0, line.offer?.unitPrice.rawValue ?? 0)
        return "\(line.sku.id).\(sale).\(line.line.quantity).\(price)"
    }

    private static func line(_ text: String) -> OrderRequest.Line? {
        let parts = text.split(separator: ".", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 4, let sku = UInt64(parts[0]), let sale = UInt32(parts[1]),
            let quantity = UInt32(parts[2]), let price = Int64(parts[3]), quantity > 0, price >= 0
        else { return nil }
        return OrderRequest.Line(
            sku: SKUID(sku), quantity: quantity, sale: SaleID(sale), unitPrice: MinorUnits(price))
    }
}
