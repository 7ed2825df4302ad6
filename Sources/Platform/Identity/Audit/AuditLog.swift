package import Primitives
package import Service
package import Store

/// Who changed what and when: only ever appended to.
package final class AuditLog: Sendable {
    private static let maximumSummaryBytes = 16_384
    private let context: IdentityContext

    init(_ context: IdentityContext) { self.context = context }

    /// Appends a line; durable when it returns.
    ///
    /// - Parameters:
    ///   - action: what was done, such as `product.edit`.
    ///   - subject: the number or name of the thing it was done to.
    package func record(
        _ author: Author, merchant: MerchantID?, _ action: String, _ subjectKind: String,
        _ subject: String, _ summary: JSON = .object([])
    ) throws(StoreError) {
        let now = context.now
        try context.store.write { connection throws(StoreError) in
            try Self.append(
                connection, now, author, merchant, action, subjectKind, subject, summary)
        }
    }

    /// The newest lines of a merchant first; `after` is the number of the last line seen.
    package func list(
        in merchant: MerchantID, matching filter: AuditFilter = AuditFilter(), _ page: PageRequest
    ) throws(StoreError) -> Page<AuditEntry> {
        let rows = try context.store.read { connection throws(StoreError) in
            try connection.all(
                """
                SELECT id, at, merchant, actor_kind, actor, actor_name, via, action, subject_kind,
                    subject, summary
                FROM audit WHERE merchant = $1 AND id < $2
                    AND ($3 = 0 OR (actor_kind = 'staff' AND actor = $3))
                    AND ($4 = '' OR action = $4) AND ($5 = '' OR subject_kind = $5)
                    AND ($6 = '' OR subject = $6)
                ORDER BY id DESC LIMIT $7
                """,
                [
                    SQLValue(merchant.rawValue), .integer(page.after ?? .max),
                    .integer(filter.staff?.rawValue ?? 0), .text(filter.action ?? ""),
                    .text(filter.subjectKind ?? ""), .text(filter.subject ?? ""),
                    SQLValue(page.limit + 1),
                ], Self.entry)
        }
        return Page(rows, limit: page.limit) { $0.id }
    }

    /// Deletes what is older, 10,000 lines at most; gives how many that were.
    @discardableResult
    package func forget(before: Timestamp) throws(StoreError) -> Int {
        try context.store.write { connection throws(StoreError) in
            try connection.execute(
                """
                DELETE FROM audit WHERE id IN (
                    SELECT id FROM audit WHERE at < $1 ORDER BY id LIMIT 10000)
                """, [.integer(before.rawValue)])
        }
    }

    /// Appends a line in the transaction of the change that it tells.
    static func append(
        _ connection: Connection, _ now: Timestamp, _ author: Author, _ merchant: MerchantID?,
        _ action: String, _ subjectKind: String, _ subject: String, _ summary: JSON = .object([])
    ) throws(StoreError) {
        let text = summary.text
        try connection.execute(
            """
            INSERT INTO audit (id, at, merchant, actor_kind, actor, actor_name, via, action,
                subject_kind, subject, summary)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .integer(try connection.next("audit")), .integer(now.rawValue),
                SQLValue(merchant?.rawValue), .text(author.kind), .integer(author.id),
                .text(author.name), .text(author.via), .text(action), .text(subjectKind),
                .text(subject),
                .text(text.utf8.count <= maximumSummaryBytes ? text : #"{"omitted":true}"#),
            ])
    }

    private static func entry(_ row: borrowing Row) throws(StoreError) -> AuditEntry {
        AuditEntry(
            id: try row.integer(0), at: Timestamp(try row.integer(1)),
            merchant: try row.optionalInteger(2).map { MerchantID(UInt32(clamping: $0)) },
            actorKind: try row.text(3), actor: try row.integer(4), actorName: try row.text(5),
            via: try row.text(6), action: try row.text(7), subjectKind: try row.text(8),
            subject: try row.text(9), summary: try row.text(10))
    }
}
