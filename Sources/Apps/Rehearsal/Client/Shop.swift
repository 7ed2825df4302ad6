internal import Primitives

/// What is on sale in a rehearsal: some SKUs that everybody wants and few get, many that there is
/// plenty of, and a sale that is over.
struct Shop {
    /// A SKU in a sale.
    struct Item {
        var sale: UInt32
        var sku: UInt64
        var stock: Int64
        var limit: UInt32

        var price: Int64 { 100 + Int64(sku) * 10 }
    }

    let merchant: UInt32 = 1
    let currency: UInt16 = 156
    /// Few units, two for each buyer.
    let scarce = (1...8).map { Item(sale: 1, sku: $0, stock: 400, limit: 2) }
    /// More than a run can sell; without a limit of their own.
    let plentiful =
        (101...150).map { Item(sale: 1, sku: $0, stock: 50_000_000, limit: 0) }
        + (201...230).map { Item(sale: 2, sku: $0, stock: 50_000_000, limit: 0) }
    /// Of a sale that is over.
    let late = [Item(sale: 3, sku: 301, stock: 100, limit: 0)]
    let buyers: UInt64 = 5000

    /// What is set before the doors open.
    func opening(now: Timestamp) -> [Request] {
        let day: Int64 = 86_400_000
        var requests: [Request] = []
        let sales: [(sale: UInt32, end: Int64?, limit: UInt32)] = [
            (1, now.rawValue + day, 200), (2, nil, 0), (3, now.rawValue - 1000, 0),
        ]
        for sale in sales {
            var request = Request()
            request.set_sale = Request.SetSale(
                merchant: merchant, sale: sale.sale, starts_at: now.rawValue - day,
                ends_at: sale.end,
                limit_per_buyer: sale.limit, currency: currency)
            requests.append(request)
        }
        for item in scarce + plentiful + late {
            var request = Request()
            request.set_item = Request.SetItem(
                merchant: merchant, sale: item.sale, sku: item.sku, unit_price: item.price,
                limit_per_buyer: item.limit)
            requests.append(request)
        }
        return requests
            + (scarce + plentiful + late).map { stock($0, delta: $0.stock, "opening-\($0.sku)") }
    }

    /// A change of stock.
    func stock(_ item: Item, delta: Int64, _ reference: String) -> Request {
        var request = Request()
        request.change_stock = Request.ChangeStock(
            merchant: merchant, sale: item.sale, sku: item.sku, delta: delta, reference: reference)
        return request
    }
}
