internal import HTTPTypes
internal import Identity
package import Service

/// The OpenAPI 3.1 document of a set of operations.
package enum OpenAPIDocument {
    /// Also what a client sent and nobody takes: the name of a member may hold any character.
    private static let anyText = TextForm(pattern: "^", wanted: "any text") { _ in true }
    private static let number = Schema.integer(minimum: .min, maximum: .max)
    /// What a problem detail looks like.
    package static let problem = Schema.named("Problem", .object(members + told))

    private static let members: [Schema.Property] = [
        .required("type", .text(maximum: 200)), .required("title", .text(maximum: 200)),
        .required("status", .integer(minimum: 400, maximum: 599)),
        .required("code", .text(maximum: 100), "Stable: programs rely on it."),
        .required(
            "detail", .text(maximum: 2000, form: anyText), "What is wrong and what to do."),
        .optional(
            "errors",
            .list(
                .object([
                    .required("pointer", .text(maximum: 300, form: anyText)),
                    .required("message", .text(maximum: 500)),
                ]), maximum: 100)),
        .optional("decision", .anything, "What the order core answered, with its numbers."),
        .optional("line", number, "The line of the order that the core's answer is about."),
        .optional("amount", number, "The first number of the core's answer."),
        .optional("detail_amount", number, "The second number of the core's answer."),
    ]

    /// What edges add.
    private static let told: [Schema.Property] = [
        .optional("told_by", .choice(["edge"]), "An edge answers, instead of the order core."),
        .optional("room", .identifier, "The waiting room that stands before it."),
        .optional(
            "state", .text(maximum: 40),
            "Where the asker is in it: gathering, waiting, dismissed, refused or unidentified."),
        .optional(
            "ticket", .text(maximum: 1000), "Their place: to send as `X-Spillway-Ticket`."),
        .optional("poll_seconds", number, "Ask again after so many seconds."),
        .optional("starts_at", .time, "When the first are let in."),
        .optional("waiting", number, "About how many wait."),
        .optional("cut_off", .boolean, "Whether the edge has not heard the center lately."),
        .optional("place", .anything, "The place in the line, as a range."),
        .optional("wait_seconds", .anything, "How long it takes yet, as a range."),
        .optional("beyond_stock", .boolean, "Whether there is likely too little for this place."),
        .optional("draw", .anything, "What a buyer checks the draw with."),
        .optional("note", .text(maximum: 100), "What became of the ticket that was sent."),
    ]

    /// The whole document.
    package static func make(_ operations: [Operation], version: String) -> JSON {
        var components: [String: JSON] = [:]
        var paths: [(path: String, methods: [JSON.Member])] = []
        for operation in operations {
            let member = JSON.Member(
                operation.method.rawValue.lowercased(), describe(operation, &components))
            if let index = paths.firstIndex(where: { $0.path == operation.path }) {
                paths[index].methods.append(member)
            } else {
                paths.append((operation.path, [member]))
            }
        }
        let schemas = components.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }
        let tags = operations.map(\.tag).reduce(into: [String]()) { tags, tag in
            if !tags.contains(tag) { tags.append(tag) }
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Spillway", "version": .string(version),
                "summary": "The API of a retail cloud: from catalogue to payment.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "tags": .array(tags.map { ["name": .string($0)] }),
            "paths": .object(paths.map { JSON.Member($0.path, .object($0.methods)) }),
            "components": [
                "securitySchemes": Security.schemes,
                "schemas": .object(schemas),
            ],
        ]
    }

    private static func describe(
        _ operation: Operation, _ components: inout [String: JSON]
    ) -> JSON {
        var members: [JSON.Member] = [
            .init("operationId", .string(operation.id)),
            .init("summary", .string(operation.summary)),
            .init("tags", [.string(operation.tag)]),
        ]
        if !operation.actions.isEmpty {
            let names = operation.actions.map { "`\($0.name)`" }.joined(separator: " or ")
            members.append(.init("description", .string("For whoever may \(names).")))
            members.append(.init("security", Security.ways(to: operation)))
        } else {
            members.append(.init("security", []))
        }
        let parameters = Self.parameters(operation, &components)
        if !parameters.isEmpty { members.append(.init("parameters", .array(parameters))) }
        if let body = operation.body {
            let (type, schema): (String, JSON) =
                switch body {
                case .json(let schema): ("application/json", schema.document(&components))
                case .text(let type): (type, ["type": "string"])
                case .bytes: ("application/octet-stream", [:])
                }
            members.append(
                .init(
                    "requestBody",
                    ["required": true, "content": .object([.init(type, ["schema": schema])])]))
        }
        members.append(.init("responses", responses(operation, &components)))
        return .object(members)
    }

    private static func parameters(
        _ operation: Operation, _ components: inout [String: JSON]
    ) -> [JSON] {
        var parameters: [JSON] = operation.pathParameters.map { name in
            let schema: Schema =
                operation.textParameters.contains(name)
                ? .text(minimum: 1, maximum: 200) : .identifier
            return [
                "name": .string(name), "in": "path", "required": true,
                "schema": schema.document(&components),
            ]
        }
        let named = operation.query.map { ("query", $0) } + operation.headers.map { ("header", $0) }
        for (place, parameter) in named {
            parameters.append([
                "name": .string(parameter.name), "in": .string(place),
                "required": .bool(parameter.isRequired),
                "description": .string(parameter.meaning),
                "schema": parameter.schema.document(&components),
            ])
        }
        if operation.isCreation || operation.takesOwnKey {
            parameters.append([
                "name": "Idempotency-Key", "in": "header", "required": true,
                "description": "Your own; the same one again gets the first answer again.",
                "schema": Schema.text(minimum: 1, maximum: 120, form: .visible)
                    .document(&components),
            ])
        }
        if operation.needsVersion {
            parameters.append([
                "name": "If-Match", "in": "header", "required": true,
                "description": "The ETag that you read, or * for any.",
                "schema": Schema.text(minimum: 1, maximum: 40, form: .version, example: "*")
                    .document(&components),
            ])
        }
        return parameters
    }

    private static func responses(
        _ operation: Operation, _ components: inout [String: JSON]
    ) -> JSON {
        var success: [JSON.Member] = [.init("description", .string(operation.summary))]
        if let schema = operation.success.schema {
            let content = JSON.Member(
                operation.success.type, ["schema": schema.document(&components)])
            success.append(.init("content", .object([content])))
        } else if let event = operation.success.event {
            let content = JSON.Member(
                operation.success.type, stream(of: event.document(&components)))
            success.append(.init("content", .object([content])))
        } else if operation.success.type != "application/json" {
            let content = JSON.Member(operation.success.type, ["schema": ["type": "string"]])
            success.append(.init("content", .object([content])))
        }
        if operation.limits != nil { success.append(.init("headers", .object(limitHeaders))) }
        let problem = problem.document(&components)
        var members = [JSON.Member("\(operation.success.status)", .object(success))]
        for (status, meaning) in statuses(of: operation) {
            var answer: [JSON.Member] = [
                .init("description", .string(meaning)),
                .init("content", ["application/problem+json": ["schema": problem]]),
            ]
            var headers: [JSON.Member] = status == 429 || status == 503 ? [retryAfter] : []
            if operation.limits != nil, limitedStatuses.contains(status) { headers += limitHeaders }
            if !headers.isEmpty { answer.append(.init("headers", .object(headers))) }
            members.append(.init("\(status)", .object(answer)))
        }
        return .object(members)
    }

    /// Problems of attempts that were counted, and the one of those that were refused.
    private static let limitedStatuses: Set<Int> = [401, 409, 422, 429]

    private static let limitHeaders: [JSON.Member] = [
        .init(
            "RateLimit-Policy",
            [
                "description": "How many may fail (q) in so many seconds (w), by what counts them.",
                "schema": ["type": "string"],
                "example": .string(#""account";q=5;w=3600, "address";q=30;w=3600"#),
            ]),
        .init(
            "RateLimit",
            [
                "description": "Attempts that are left (r) and the seconds until more (t).",
                "schema": ["type": "string"],
                "example": .string(#""account";r=4;t=3600, "address";r=29;t=3600"#),
            ]),
    ]

    private static let retryAfter = JSON.Member(
        "Retry-After",
        ["description": "Seconds to wait.", "schema": ["type": "integer", "minimum": 1]])

    /// A stream of events: in OpenAPI 3.1 its schema is that of each event.
    private static func stream(of event: JSON) -> JSON {
        [
            "schema": [
                "type": "object", "required": ["id", "event", "data"],
                "properties": [
                    "id": ["type": "string"], "event": ["type": "string"],
                    "data": [
                        "type": "string", "contentMediaType": "application/json",
                        "contentSchema": event,
                    ],
                ],
            ]
        ]
    }

    /// What may be wrong with the key of a creation.
    private static func keyConflicts(_ operation: Operation) -> [String] {
        guard operation.isCreation else { return [] }
        return ["key_reused", "in_progress"] + (operation.hasSecret ? ["outcome_unknown"] : [])
    }

    /// The problems that an operation may answer with.
    package static func statuses(of operation: Operation) -> [(status: Int, meaning: String)] {
        var all: [(Int, String)] = [(400, "The request cannot be read.")]
        all.append((401, "Nobody in particular asks, or the token is not valid."))
        all.append((403, "Whoever asks may not do this."))
        all.append((404, "There is no such thing, or it is somebody else's."))
        if operation.isCreation || !operation.conflicts.isEmpty {
            let codes = operation.conflicts + keyConflicts(operation)
            all.append((409, "As things are, this cannot be: \(codes.joined(separator: ", "))."))
        }
        if operation.needsVersion { all.append((412, "It was changed since it was read.")) }
        if operation.body != nil {
            all.append((413, "The body is too large."))
            all.append((415, "The body is of a type that is not taken."))
        }
        all.append((422, "A field is not as it should be; `errors` points at it."))
        if operation.needsVersion { all.append((428, "The version read is missing.")) }
        all.append((429, "Too many attempts: wait as `Retry-After` says."))
        all.append((503, "Not now: wait as `Retry-After` says."))
        return all
    }
}
