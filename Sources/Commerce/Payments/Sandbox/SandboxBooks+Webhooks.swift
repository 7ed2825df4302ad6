internal import Primitives
internal import Service
internal import Store
internal import Synchronization

extension SandboxBooks {
    /// What becomes of a webhook. Stable numbers.
    enum WebhookState: UInt8 {
        case due = 1
        case done = 2
        case lost = 3
        case givenUp = 4
    }

    /// A webhook that is to be sent.
    struct Webhook {
        var number: Int64
        var body: String
        var tries: Int64
    }

    // Waits between two tries, in milliseconds; after the last one it is given up.
    private static let schedule: [Int64] = [
        1000, 5000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000,
    ]

    /// Puts an event in line to be sent, in the way that the switches want it.
    func announce(
        _ kind: String, _ content: JSON, _ connection: Connection, _ now: Timestamp
    ) throws(StoreError) {
        let options = options.withLock { $0 }
        var number = try Payments.next("webhooks", "webhook", connection)
        let event = "evt_\(instance)_\(number)"
        let body = JSON.object(
            [
                .init("id", .string(event)), .init("type", .string(kind)),
                .init("created_at", .string(now.rfc3339)),
            ] + (content.members ?? []))
        let state = happens(options.lostPercent) ? WebhookState.lost : .due
        for _ in 0..<(happens(options.doubledPercent) ? 2 : 1) {
            var wait: Int64 = happens(options.latePercent) ? options.lateMilliseconds : 0
            if happens(options.reorderedPercent) {
                wait += random.withLock {
                    Int64.random(in: 0...max(options.reorderMilliseconds, 0), using: &$0)
                }
            }
            try connection.execute(
                """
                INSERT INTO webhooks (webhook, event, kind, body, state, tries, due_at)
                VALUES ($1, $2, $3, $4, $5, 0, $6)
                """,
                [
                    .integer(number), .text(event), .text(kind), .text(body.text),
                    SQLValue(state.rawValue), .integer(now.adding(milliseconds: wait).rawValue),
                ])
            number += 1
        }
        try connection.execute(
            "DELETE FROM webhooks WHERE webhook <= $1", [.integer(number - Self.keptWebhooks)])
    }

    /// Webhooks whose time has come, in the order of their times, or in any order when they are to
    /// be mixed up.
    func dueWebhooks(limit: Int) throws(StoreError) -> [Webhook] {
        let now = clock.now()
        var due = try store.read { connection throws(StoreError) in
            var found: [Webhook] = []
            try connection.query(
                """
                SELECT webhook, body, tries FROM webhooks WHERE state = 1 AND due_at <= $1
                ORDER BY due_at, webhook LIMIT $2
                """, [.integer(now.rawValue), SQLValue(limit)]
            ) { row throws(StoreError) in
                found.append(
                    Webhook(
                        number: try row.integer(0), body: try row.text(1),
                        tries: try row.integer(2)))
            }
            return found
        }
        if options.withLock({ $0.reorderedPercent }) > 0 {
            random.withLock { due.shuffle(using: &$0) }
        }
        return due
    }

    /// Writes down how a try went.
    func tried(_ webhook: Webhook, answer: String, isTaken: Bool) throws(StoreError) {
        let wait = Self.schedule.dropFirst(Int(webhook.tries)).first
        let state: WebhookState = isTaken ? .done : wait == nil ? .givenUp : .due
        let next = clock.now().adding(milliseconds: wait ?? 0)
        try store.write { connection throws(StoreError) in
            try connection.execute(
                """
                UPDATE webhooks SET state = $2, tries = tries + 1, due_at = $3, answer = $4
                WHERE webhook = $1
                """,
                [
                    .integer(webhook.number), SQLValue(state.rawValue), .integer(next.rawValue),
                    .text(String(answer.prefix(200))),
                ])
        }
    }

    /// How many webhooks are at each state, for the control page.
    func webhookCounts() throws(StoreError) -> [(state: WebhookState, count: Int64)] {
        try store.read { connection throws(StoreError) in
            var counts: [(WebhookState, Int64)] = []
            try connection.query("SELECT state, count(*) FROM webhooks GROUP BY state") {
                row throws(StoreError) in
                counts.append((try row.known(0), try row.integer(1)))
            }
            return counts
        }
    }
}
