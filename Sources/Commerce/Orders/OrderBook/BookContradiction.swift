/// A rule that a book's tables must keep, as a query for the keys of the rows that break it.
struct BookContradiction {
    /// What is said of a key that the query gives.
    let text: String
    /// Gives a key, and takes as `$1` how many are wanted.
    let sql: String

    /// Every rule: stock, money and coupons, each arrived at in two ways.
    static func all(_ tables: BookTables) -> [BookContradiction] {
        stock(tables) + money(tables) + coupons(tables)
    }

    private static func stock(_ tables: BookTables) -> [BookContradiction] {
        [
            BookContradiction(
                text: "pool $: its stock is not given = free + held + sold, none of them negative",
                sql: """
                    SELECT pool FROM \(tables.stock.name)
                    WHERE given < held + sold OR held < 0 OR sold < 0 ORDER BY pool LIMIT $1
                    """),
            BookContradiction(
                text: "pool $: its orders' lines do not add up to what is held and sold",
                sql: """
                    SELECT stock.pool FROM \(tables.stock.name) AS stock LEFT JOIN (
                        SELECT line.pool AS pool,
                        sum(CASE WHEN placed.status = 1 THEN line.quantity ELSE 0 END) AS held,
                        sum(CASE WHEN placed.status = 2 THEN line.quantity - line.returned
                        ELSE 0 END) AS sold
                        FROM \(tables.lines.name) AS line
                        JOIN \(tables.orders.name) AS placed ON placed.order_id = line.order_id
                        GROUP BY line.pool
                    ) AS counted ON counted.pool = stock.pool
                    WHERE stock.held <> coalesce(counted.held, 0)
                    OR stock.sold <> coalesce(counted.sold, 0) ORDER BY stock.pool LIMIT $1
                    """),
            BookContradiction(
                text: "order $: more units came back than a line has",
                sql: """
                    SELECT order_id FROM \(tables.lines.name)
                    WHERE returned > quantity ORDER BY order_id LIMIT $1
                    """),
        ]
    }

    private static func money(_ tables: BookTables) -> [BookContradiction] {
        [
            BookContradiction(
                text: "order $: its lines do not add up to its total and its discount",
                sql: """
                    SELECT placed.order_id FROM \(tables.orders.name) AS placed JOIN (
                        SELECT order_id, sum(quantity * unit_price - discount) AS total,
                        sum(discount) AS discount FROM \(tables.lines.name) GROUP BY order_id
                    ) AS counted ON counted.order_id = placed.order_id
                    WHERE placed.total <> counted.total OR placed.discount <> counted.discount
                    ORDER BY placed.order_id LIMIT $1
                    """),
            BookContradiction(
                text: "order $: what it received and sent back does not fit its status",
                sql: """
                    SELECT order_id FROM \(tables.orders.name) WHERE refunded > received
                    OR (status = 1 AND (received >= total OR refunded <> 0))
                    OR (status = 2 AND received <> total)
                    OR (status = 3 AND (received <> 0 OR refunded <> 0))
                    OR (status = 4 AND received <> refunded) ORDER BY order_id LIMIT $1
                    """),
            BookContradiction(
                text: "order $: payments less refunds due are not what it keeps",
                sql: """
                    SELECT placed.order_id FROM \(tables.orders.name) AS placed LEFT JOIN (
                        SELECT order_id, sum(amount) AS amount FROM \(tables.payments.name)
                        GROUP BY order_id
                    ) AS came ON came.order_id = placed.order_id LEFT JOIN (
                        SELECT order_id, sum(amount) AS amount FROM \(tables.refunds.name)
                        GROUP BY order_id
                    ) AS went ON went.order_id = placed.order_id
                    WHERE placed.received - placed.refunded
                    <> coalesce(came.amount, 0) - coalesce(went.amount, 0)
                    ORDER BY placed.order_id LIMIT $1
                    """),
        ]
    }

    private static func coupons(_ tables: BookTables) -> [BookContradiction] {
        [
            BookContradiction(
                text: "coupon $: the orders that used it do not add up to what it granted",
                sql: """
                    SELECT granted.coupon FROM \(tables.couponUse.name) AS granted LEFT JOIN (
                        SELECT coupon, count(*) AS orders, sum(discount) AS money
                        FROM \(tables.orders.name) WHERE status IN (1, 2) AND coupon IS NOT NULL
                        GROUP BY coupon
                    ) AS counted ON counted.coupon = granted.coupon
                    WHERE granted.orders <> coalesce(counted.orders, 0)
                    OR granted.money <> coalesce(counted.money, 0) ORDER BY granted.coupon LIMIT $1
                    """)
        ]
    }
}
