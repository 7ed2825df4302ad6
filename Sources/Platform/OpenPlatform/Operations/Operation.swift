package import HTTPTypes
package import Identity
package import Service

/// One operation of the API: what the route, the OpenAPI document and the tests are made of.
package struct Operation: Sendable {
    /// What a request's body is.
    package enum Body: Sendable {
        /// A JSON document of this form.
        case json(Schema)
        /// A text of this media type, such as `text/csv`.
        case text(String)
        /// The bytes as they come, of any type.
        case bytes
    }

    /// What a successful answer is.
    package struct Success: Sendable {
        /// The status, 200 to 299.
        package var status: Int
        /// The document; nil for an empty answer.
        package var schema: Schema?
        /// The media type.
        package var type: String
        /// What each event of a stream has as its data; nil for what is no stream.
        package var event: Schema?

        /// A stream of server-sent events whose data are JSON documents of this form.
        package static func events(_ event: Schema) -> Success {
            var success = Success(200, nil, type: "text/event-stream")
            success.event = event
            return success
        }

        /// Describes an answer.
        package init(_ status: Int, _ schema: Schema?, type: String = "application/json") {
            self.status = status
            self.schema = schema
            self.type = type
        }
    }

    /// The stable name, such as `placeOrder`.
    package var id: String
    /// The method.
    package var method: HTTPRequest.Method
    /// The path, such as `/v1/products/{product}`; identifiers in it are positive numbers unless
    /// `textParameters` names them.
    package var path: String
    /// The group it is listed in.
    package var tag: String
    /// What it does, in one short sentence.
    package var summary: String
    /// Who may: anybody who signed in and to whom the role table gives one of these. Without any,
    /// nobody has to sign in.
    package var actions: [Action]
    /// Parts of the path that are texts.
    package var textParameters: Set<String> = []
    /// Parameters of the query.
    package var query: [Parameter] = []
    /// Headers of its own, each of which may be left out.
    package var headers: [Parameter] = []
    /// The body, if it takes one.
    package var body: Body?
    /// Bytes that the body may have.
    package var bodyLimit = Route.defaultBodyLimit
    /// The answer when it succeeds.
    package var success: Success
    /// Codes of what may stop it in the state things are in: each is answered with 409.
    package var conflicts: [String] = []
    /// Whether it creates, and so takes `Idempotency-Key`.
    package var isCreation = false
    /// Whether the answer, or the body, holds a secret: what is kept of them for a retry can be
    /// read by whoever asked alone.
    package var hasSecret = false
    /// Whether it takes `Idempotency-Key` and keeps its answers by itself.
    package var takesOwnKey = false
    /// Whether an edit must say what it read, by `If-Match`.
    package var needsVersion = false
    /// What the caller may still try, for an operation whose rate is limited.
    package var limits: (@Sendable (Call) throws -> [RateLimit])?
    /// What answers.
    package var handle: @Sendable (Call) throws -> Reply

    /// Describes an operation; what is left out is set afterwards.
    package init(
        _ id: String, _ method: HTTPRequest.Method, _ path: String, tag: String, _ summary: String,
        _ actions: [Action], query: [Parameter] = [], body: Body? = nil, success: Success,
        conflicts: [String] = [], isCreation: Bool = false, needsVersion: Bool = false,
        textParameters: Set<String> = [], bodyLimit: Int = Route.defaultBodyLimit,
        _ handle: @escaping @Sendable (Call) throws -> Reply
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.tag = tag
        self.summary = summary
        self.actions = actions
        self.query = query
        self.body = body
        self.success = success
        self.conflicts = conflicts
        self.isCreation = isCreation
        self.needsVersion = needsVersion
        self.textParameters = textParameters
        self.bodyLimit = bodyLimit
        self.handle = handle
    }

    /// The same, with answers that say what the caller may still try.
    package func limited(by limits: @escaping @Sendable (Call) throws -> [RateLimit]) -> Operation {
        var operation = self
        operation.limits = limits
        return operation
    }

    /// The same, with a secret in its answer or its body.
    package func withSecret() -> Operation {
        var operation = self
        operation.hasSecret = true
        return operation
    }

    /// The same, taking `Idempotency-Key` and keeping its answers by itself.
    package func keepingOwnKeys() -> Operation {
        var operation = self
        operation.takesOwnKey = true
        return operation
    }

    /// The names of the path's `{…}` parts, in order.
    package var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            String($0.dropFirst().dropLast())
        }
    }
}
