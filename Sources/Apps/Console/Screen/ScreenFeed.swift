internal import Boards
internal import Marketing
package import Primitives
internal import Service

/// What the big screen shows, as JSON: the boards' frame with names and health beside it.
package final class ScreenFeed: Sendable {
    private let services: ConsoleServices
    let names: ProductNames

    init(_ services: ConsoleServices) {
        self.services = services
        names = ProductNames(services.catalogue, clock: services.clock)
    }

    /// One frame of a merchant's screen at a moment: the data of one event, without its framing.
    package func frame(for merchant: MerchantID, _ now: Timestamp) -> [UInt8] {
        let frame = services.boards.sales.frame(for: merchant, at: now)
        return json(frame, merchant, ScreenHealth(services)).bytes
    }

    /// The frame with the names of what is in it.
    func json(_ frame: ScreenFrame, _ merchant: MerchantID, _ health: ScreenHealth?) -> JSON {
        let skus = Set((frame.topByUnits + frame.topByMoney).map(\.sku))
        let products = skus.sorted().map { sku -> JSON.Member in
            func name(_ t: Language) -> JSON {
                .string(names.name(of: sku, merchant: merchant, in: t) ?? "SKU \(sku)")
            }
            return JSON.Member("\(sku)", ["en": name(.english), "zh": name(.chinese)])
        }
        let sales = frame.sales.map { burn -> JSON.Member in
            let sale = try? services.marketing.sale(burn.sale, of: merchant)
            return JSON.Member(
                "\(burn.sale)",
                [
                    "en": .string(sale?.name[.english] ?? "#\(burn.sale)"),
                    "zh": .string(sale?.name[.chinese] ?? "#\(burn.sale)"),
                ])
        }
        guard case .object(let members) = frame.json else { return .null }
        return .object(
            members + [
                .init("names", .object(products)), .init("sale_names", .object(sales)),
                .init("health", health?.json ?? .null),
            ])
    }
}
