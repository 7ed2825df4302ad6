internal import OrderCore
internal import OrderRecords
internal import Primitives
internal import Service

extension EventReader {
    func saleSet(_ cursor: borrowing RecordCursor) -> EventEntry? {
        let record = cursor.load(order_record_sale_set.self)
        let merchant = MerchantID(record.merchant)
        let currency = Currency(record.currency)
        names.learn(
            SaleID(record.sale), EventNames.Sale(merchant: merchant, currency: currency))
        return event(
            .saleChanged, of: merchant, cursor,
            [
                .init("sale", JSON(record.sale)), .init("currency", .string(currency.code)),
                .init("starts_at", Self.time(record.starts_at)),
                .init("ends_at", Self.time(record.ends_at)),
                .init("limit_per_buyer", JSON(record.limit_per_buyer)),
            ])
    }

    func itemSet(_ cursor: borrowing RecordCursor) throws(EventsError) -> EventEntry? {
        let record = cursor.load(order_record_item_set.self)
        let pool = EventNames.Pool(sale: SaleID(record.sale), sku: SKUID(record.sku))
        names.learn(record.pool, pool)
        let sale = try names.sale(pool.sale, at: position)
        return event(
            .priceChanged, of: sale.merchant, cursor,
            [
                .init("sale", JSON(record.sale)), .init("sku", JSON(record.sku)),
                .init("unit_price", Self.money(record.unit_price, sale.currency)),
                .init("limit_per_buyer", JSON(record.limit_per_buyer)),
            ])
    }

    func stockChanged(_ cursor: borrowing RecordCursor) throws(EventsError) -> EventEntry? {
        let record = cursor.load(order_record_stock_changed.self)
        let (pool, sale) = try names.pool(record.pool, at: position)
        return event(
            .stockChanged, of: sale.merchant, cursor,
            [
                .init("sale", JSON(pool.sale.rawValue)), .init("sku", JSON(pool.sku.rawValue)),
                .init("delta", .integer(record.delta)),
            ])
    }

    func couponSet(_ cursor: borrowing RecordCursor) -> EventEntry? {
        let record = cursor.load(order_record_coupon_set.self)
        let isFixed = UInt32(record.coupon_kind) == ORDER_COUPON_FIXED.rawValue
        return event(
            .couponChanged, of: MerchantID(record.merchant), cursor,
            [
                .init("coupon", JSON(record.coupon)),
                .init("kind", isFixed ? "fixed" : "percent"),
                .init("value", .integer(record.value)),
                .init("currency", .string(Currency(record.currency).code)),
                .init("starts_at", Self.time(record.starts_at)),
                .init("ends_at", Self.time(record.ends_at)),
            ])
    }
}
