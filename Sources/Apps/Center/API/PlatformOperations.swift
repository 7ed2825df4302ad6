internal import HTTPTypes
internal import Identity
package import OpenPlatform
internal import Service

/// Health and metrics.
package enum PlatformOperations {
    /// The operations; `health` says what is wrong, nothing when all is well.
    package static func make(
        metrics: String, health: @escaping @Sendable () -> [(name: String, failure: String?)],
        text: @escaping @Sendable () -> String
    ) -> [Operation] {
        let part = Schema.object([
            .required("name", .text(maximum: 60)), .required("ok", .boolean),
            .required("failure", .nullable(.text(maximum: 500))),
        ])
        return [
            Operation(
                "getHealth", .get, "/v1/health", tag: "Platform",
                "Says whether every part works; for load balancers too.", [],
                success: .init(
                    200,
                    .object([
                        .required("ok", .boolean), .required("parts", .list(part, maximum: 100)),
                    ]))
            ) { _ in
                let parts = health()
                let isWell = parts.allSatisfy { $0.failure == nil }
                let list = parts.map { part -> JSON in
                    [
                        "name": .string(part.name), "ok": .bool(part.failure == nil),
                        // What exactly failed is for operators, in the console and the metrics.
                        "failure": part.failure == nil ? .null : "see the console",
                    ]
                }
                guard isWell else {
                    throw Problem(503, "unhealthy", "Not every part works.", retryAfterSeconds: 5)
                }
                return .json(["ok": true, "parts": .array(list)])
            },
            Operation(
                "getMetrics", .get, metrics, tag: "Platform",
                "Counters and gauges as Prometheus text.", [.operate],
                success: .init(200, nil, type: "text/plain")
            ) { _ in
                .text(text(), type: "text/plain; version=0.0.4; charset=utf-8")
            },
        ]
    }
}
