internal import Primitives
internal import Service
internal import Store
internal import Synchronization

// An edited price is noted in the transaction of the edit and crossed out when whoever sells has
// heard it: so it is told after a crash and after a failure too, by `tellUntoldPrices`.
extension Catalogue {
    /// Prices told at once.
    private static let pricesAtOnce = 500

    /// Whether there are prices that nobody has heard yet.
    package var hasUntoldPrices: Bool {
        get throws {
            try read { connection in
                try connection.first("SELECT 1 FROM untold_prices LIMIT 1") {
                    _ throws(StoreError) in true
                } ?? false
            }
        }
    }

    /// Tells the prices that were not heard yet, of all merchants.
    ///
    /// - Throws: what the listener threw for the first merchant that it failed for; the others' are
    ///   told all the same.
    package func tellUntoldPrices() throws {
        let merchants = try read { connection in
            try connection.all("SELECT DISTINCT merchant FROM untold_prices ORDER BY merchant") {
                row throws(StoreError) in try MerchantID(row, 0)
            }
        }
        var failure: (any Error)?
        for merchant in merchants {
            do { try tellUntoldPrices(of: merchant) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    /// Notes that the prices of SKUs were edited.
    static func notePrices(
        _ skus: some Sequence<SKUID>, _ merchant: MerchantID, _ connection: Connection
    ) throws {
        for sku in skus {
            let change = try connection.newNumbers("price change")
            try connection.execute(
                """
                INSERT INTO untold_prices (sku, merchant, change) VALUES ($1, $2, $3)
                ON CONFLICT (sku) DO UPDATE SET change = $3
                """, [sku.value, merchant.value, SQLValue(change)])
        }
    }

    /// Tells a merchant's edited prices now. What fails is told again later and is no failure of
    /// the edit; what is refused is.
    func tellPrices(_ merchant: MerchantID) throws {
        do { try tellUntoldPrices(of: merchant) } catch let problem as Problem
            where problem.status < 500
        {
            throw problem
        } catch {}
    }

    private func tellUntoldPrices(of merchant: MerchantID) throws {
        guard let listener = priceListener.withLock({ $0 }) else { return }
        var failure: (any Error)?
        telling.withLock { _ in
            do { try tellAlone(merchant, listener) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func tellAlone(_ merchant: MerchantID, _ listener: PriceListener) throws {
        while true {
            let untold = try read { connection in
                try connection.all(
                    """
                    SELECT u.sku, u.change, s.price, s.currency FROM untold_prices u
                    JOIN skus s ON s.id = u.sku WHERE u.merchant = $1 ORDER BY u.change LIMIT $2
                    """, [merchant.value, SQLValue(Self.pricesAtOnce)]
                ) { row throws(StoreError) in
                    (
                        sku: SKUID(try row.unsigned(0)), change: try row.integer(1),
                        price: Price(
                            MinorUnits(try row.integer(2)),
                            Currency(UInt16(truncatingIfNeeded: try row.integer(3))))
                    )
                }
            }
            guard let last = untold.last else { return }
            var refusal: Problem?
            do {
                let prices = untold.map { ($0.sku, $0.price) }
                try listener(merchant, Dictionary(prices, uniquingKeysWith: { $1 }))
            } catch let problem as Problem where problem.status < 500 {
                // To say it again would be refused again.
                refusal = problem
            }
            _ = try write { connection in
                try connection.execute(
                    "DELETE FROM untold_prices WHERE merchant = $1 AND change <= $2",
                    [merchant.value, .integer(last.change)])
            }
            if let refusal { throw refusal }
        }
    }
}
