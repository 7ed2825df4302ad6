internal import Boards
internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Primitives
internal import Service

/// The big screen's figures as a document: what the journal says of the day, and what was counted.
enum StatisticsOperations {
    /// What of a frame is about this very second, or of the machine, and so in no document.
    private static let passing: Set = [
        "at", "merchant", "orders_per_second", "payments_per_second", "orders_by_second",
        "latency_microseconds",
    ]
    private static let count = Schema.integer(
        minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991)
    private static let lists = [
        "money", "top_by_units", "top_by_money", "countries", "sales",
    ]
    private static let form = Schema.named(
        "Statistics",
        .object(
            [
                .required("since", .time, "When these figures began to count."),
                .required("position", count, "The batch of the journal at which they were read."),
                .required("orders", count), .required("units", count), .required("paid", count),
                .required("expired", count), .required("cancelled", count),
                .required("funnel", .dictionary(count, maximum: 20)),
                .required("answers", .dictionary(count, maximum: 100)),
            ] + lists.map { .required($0, .list(.anything, maximum: 10_000)) }))
    private static let patience: UInt64 = 1_000_000_000

    static func make(_ boards: Boards) -> [OpenPlatform.Operation] {
        [
            Operation(
                "getStatistics", .get, "/v1/statistics", tag: "Statistics",
                "The figures of the big screen: today's real orders, without rehearsals'.",
                [.statisticsRead], success: .init(200, form)
            ) { call in
                _ = boards.waitForTail(atMost: patience)
                let frame = boards.sales.frame(for: try call.merchant, at: call.now, isFresh: true)
                let members = (frame.json.members ?? []).filter { !passing.contains($0.name) }
                return .json(.object(members))
            }
        ]
    }
}
