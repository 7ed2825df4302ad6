internal import Foundation
internal import Identity
internal import Primitives
internal import Service

/// Makes a running deployment ready for a rehearsal: buyers and shadow stock of its own, and
/// nothing else.
struct AgainstSetUp {
    /// What is ordered, and from where.
    struct Target {
        var everyday: UInt32
        var sale: UInt32
        /// SKUs of the flash part.
        var flash: [UInt64]
        /// SKUs of everyday selling that there is real stock of, by their codes.
        var codes: [String: UInt64]
        /// What is for sale of each pool, as the profile wants it or as there is for real.
        var wanted: [StockMovements.Pool: Int64]
    }

    let shop: Deployment
    private static let tokensAtOnce = 2000
    private static let changesAtOnce = 500

    /// Looks whether the key may do all that is needed, before anything is done; says what it may
    /// not. Gives whether it may do much more.
    func checkKey() throws(RehearsalError) -> Bool {
        var refused: [String] = []
        for path in [
            "/v1/books/stock?limit=1", "/v1/books/orders", "/v1/statistics", "/v1/sales?limit=1",
            "/v1/coupons?limit=1", "/v1/payments?limit=1", "/v1/payment-differences?limit=1",
            "/v1/refunds?limit=1", "/v1/shipments?limit=1", "/v1/waiting-rooms", "/v1/store",
            "/v1/orders?rehearsal=true&limit=1",
        ] {
            let answer = try shop.client.ask("GET", path)
            guard answer.status < 300 || answer.status == 403 else {
                throw Deployment.refusal(answer, "GET " + path, at: shop.url)
            }
            if answer.status == 403 { refused.append(String(path.prefix { $0 != "?" })) }
        }
        guard refused.isEmpty else {
            throw RehearsalError(
                .refused,
                "\(shop.url) refused the key (forbidden) for \(refused.joined(separator: ", ")): "
                    + "make one of the role rehearser")
        }
        return try shop.client.ask("GET", "/v1/api-keys?limit=1").status == 200
    }

    /// Finds what is rehearsed: everyday selling for nil, or an open sale.
    func target(_ sale: UInt32?, _ profile: SaleProfile, _ random: inout SeededRandom)
        throws(RehearsalError) -> Target
    {
        let sales = try shop.items("/v1/sales")
        guard let everyday = sales.first(where: { $0["everyday"]?.bool == true })?["id"]?.integer
        else { throw RehearsalError(.refused, "\(shop.url) has no everyday selling") }
        let number = sale.map { Int64($0) } ?? everyday
        guard let found = sales.first(where: { $0["id"]?.integer == number }) else {
            throw RehearsalError(.refused, "\(shop.url) has no sale \(number) (not_found)")
        }
        let state = found["state"]?.string ?? ""
        guard state == "open" else {
            let from = found["starts_at"]?.string ?? "?"
            throw RehearsalError(
                .refused,
                "sale \(number) is \(state) (sale_not_open): from \(from) on it can be rehearsed; "
                    + "until then, rehearse everyday selling or another sale with its SKUs")
        }
        let codes = try self.codes()
        func pools(_ sale: Int64) throws(RehearsalError) -> [UInt64: Int64] {
            var free: [UInt64: Int64] = [:]
            for pool in try shop.items("/v1/sales/\(sale)/stock")
            where (pool["price"]?["amount"]?.integer ?? 0) > 0 {
                free[UInt64(clamping: pool["sku"]?.integer ?? 0)] = pool["free"]?.integer ?? 0
            }
            return free
        }
        let daily = try pools(everyday)
        let open = number == everyday ? daily : try pools(number)
        let flash = Array(open.keys.sorted().shuffled(using: &random).prefix(profile.flash.skus))
        guard !flash.isEmpty else {
            throw RehearsalError(.refused, "sale \(number) has no SKU with a price")
        }
        var wanted: [StockMovements.Pool: Int64] = [:]
        for (sku, free) in daily where free > 0 {
            wanted[StockMovements.Pool(sale: everyday, sku: Int64(sku))] = free
        }
        for sku in flash {
            wanted[StockMovements.Pool(sale: number, sku: Int64(sku))] = Int64(profile.flash.stock)
        }
        return Target(
            everyday: UInt32(clamping: everyday), sale: UInt32(clamping: number), flash: flash,
            codes: codes.filter { daily[$0.value] ?? 0 > 0 }, wanted: wanted)
    }

    private func codes() throws(RehearsalError) -> [String: UInt64] {
        var codes: [String: UInt64] = [:]
        for sku in try shop.items("/v1/skus") {
            guard let code = sku["code"]?.string, let id = sku["id"]?.integer else { continue }
            codes[code.uppercased()] = UInt64(clamping: id)
        }
        return codes
    }

    /// Real baskets in the shop's own SKUs: codes that it has are taken as they are, others always
    /// stand for the same SKU of the shop, so that what goes together still does.
    static func baskets(_ mix: OrderMix, _ codes: [String: UInt64]) -> [[UInt64]] {
        let skus = codes.values.sorted()
        guard !skus.isEmpty else { return [] }
        return mix.baskets.map { basket in
            basket.flatMap { line -> [UInt64] in
                let stand = line.code.utf8.reduce(0 as UInt64) { ($0 &* 31) &+ UInt64($1) }
                return [codes[line.code] ?? skus[Int(stand % UInt64(skus.count))], line.quantity]
            }
        }
    }

    /// Makes the run's buyers; writes their tokens, one a line, and gives when the shop says that
    /// the run began.
    func makeBuyers(_ count: Int, run: UInt32, minutes: Int, to path: String)
        throws(RehearsalError) -> String
    {
        var lines: [String] = []
        var began = ""
        while lines.count < count {
            let made = try shop.json(
                "POST", "/v1/rehearsal-buyers",
                [
                    "run": JSON(run), "from": JSON(lines.count),
                    "count": JSON(min(Self.tokensAtOnce, count - lines.count)),
                    "minutes": JSON(minutes),
                ])
            let tokens = (made["buyers"]?.array ?? []).compactMap { $0["token"]?.string }
            guard !tokens.isEmpty,
                let expires = made["expires_at"]?.string.flatMap({ Timestamp(rfc3339: $0) })
            else { throw RehearsalError(.process, "the shop made no buyers") }
            if began.isEmpty {
                // By the shop's own clock, and a little earlier.
                began = expires.adding(milliseconds: -Int64(minutes) * 60_000 - 2000).rfc3339
            }
            lines += tokens
        }
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(lines.joined(separator: "\n").utf8),
                attributes: [.posixPermissions: 0o600])
        else { throw RehearsalError(.file, "\(path) cannot be written") }
        return began
    }

    /// Gives shadow stock until each pool has for sale what is wanted, or withdraws what is too
    /// much; gives the pools as they are then.
    func setShadowStock(_ wanted: [StockMovements.Pool: Int64]) throws(RehearsalError) -> [JSON] {
        let sales = Set(wanted.keys.map(\.sale))
        var changes: [Int64: [JSON]] = [:]
        var pools: [JSON] = []
        for (pool, stock) in try ShadowBook.stock(shop, of: sales).sorted(by: {
            ($0.key.sale, $0.key.sku) < ($1.key.sale, $1.key.sku)
        }) {
            guard let free = wanted[pool] else { continue }
            let delta = free - (stock["free"]?.integer ?? 0)
            if delta != 0 {
                changes[pool.sale, default: []].append([
                    "sku": .integer(pool.sku), "delta": .integer(delta),
                ])
            }
            pools.append([
                "sale": .integer(pool.sale), "sku": .integer(pool.sku), "free": .integer(free),
                "held": stock["held"] ?? 0, "sold": stock["sold"] ?? 0,
            ])
        }
        for (sale, items) in changes {
            for start in stride(from: 0, to: items.count, by: Self.changesAtOnce) {
                let some = Array(items[start..<min(start + Self.changesAtOnce, items.count)])
                try shop.json(
                    "POST", "/v1/sales/\(sale)/rehearsal-stock", ["items": .array(some)])
            }
        }
        return pools
    }
}
