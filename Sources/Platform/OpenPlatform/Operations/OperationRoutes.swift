internal import HTTPTypes
package import Identity
package import Service

/// Makes routes of operations: who asks, may they, is the request of the right form, was it
/// answered before, then the operation itself.
package struct OperationRoutes: Sendable {
    /// Finds out who asks; throws a problem for a token that is none.
    package typealias Authenticate = @Sendable (Request) throws -> Principal

    private let authenticate: Authenticate
    private let replies: IdempotentReplies

    /// Joins what all operations share.
    package init(replies: IdempotentReplies, authenticate: @escaping Authenticate) {
        self.replies = replies
        self.authenticate = authenticate
    }

    /// The routes of these operations.
    package func routes(_ operations: [Operation]) -> [Route] {
        operations.map { operation in
            Route(operation.method, operation.path, bodyLimit: operation.bodyLimit) { request in
                try answer(request, operation)
            }
        }
    }

    private func answer(_ request: Request, _ operation: Operation) throws -> Reply {
        let principal = try authenticate(request)
        if !operation.actions.isEmpty {
            // Also where a page lets visitors do it: whoever calls an operation has signed in.
            if principal == .nobody { throw Problem.unauthorized }
            if !operation.actions.contains(where: principal.may) { throw Problem.forbidden }
        }
        try Self.checkParameters(request, operation)
        let body = try Self.body(of: request, operation)
        let call = Call(request: request, principal: principal, body: body)
        if operation.needsVersion { _ = try call.expectedVersion() }
        if operation.takesOwnKey { _ = try call.idempotencyKey() }
        if operation.isCreation { return try replies.once(call, operation) }
        guard let limits = operation.limits else { return try operation.handle(call) }
        return try Self.answer(call, operation, limits)
    }

    /// Answers and says what the caller may still try, also when this attempt failed.
    private static func answer(
        _ call: Call, _ operation: Operation, _ limits: (Call) throws -> [RateLimit]
    ) throws -> Reply {
        var reply: Reply
        do { reply = try operation.handle(call) } catch let problem as Problem {
            reply = .problem(problem)
        }
        // What was done is done: it is no failure when the numbers cannot be read.
        reply.say((try? limits(call)) ?? [])
        return reply
    }

    private static func checkParameters(
        _ request: Request, _ operation: Operation
    ) throws(Problem) {
        var errors: [Problem.FieldError] = []
        for header in operation.headers {
            guard let name = HTTPField.Name(header.name), let text = request.headers[name] else {
                continue
            }
            errors += header.schema.errors(in: .string(text)).map {
                .init("header:\(header.name)", $0.message)
            }
        }
        for parameter in operation.query {
            guard let text = request.query[parameter.name] else {
                if parameter.isRequired {
                    errors.append(.init("query:\(parameter.name)", "it is missing"))
                }
                continue
            }
            let value: JSON =
                switch parameter.schema {
                case .integer: Int64(text).map { .integer($0) } ?? .string(text)
                case .boolean:
                    text == "true" ? true : text == "false" ? false : .string(text)
                default: .string(text)
                }
            errors += parameter.schema.errors(in: value).map {
                .init("query:\(parameter.name)", $0.message)
            }
        }
        if !errors.isEmpty { throw invalid(errors) }
    }

    private static func body(of request: Request, _ operation: Operation) throws(Problem) -> JSON {
        guard case .json(let schema) = operation.body else { return .null }
        let type = (request.headers[.contentType] ?? "").lowercased()
        let media = type.prefix { $0 != ";" && $0 != " " }
        guard media == "application/json" else {
            throw Problem(
                415, "unsupported_media_type", "Send the body as Content-Type: application/json.")
        }
        let value: JSON
        do { value = try JSONParser.parse(request.body) } catch {
            throw Problem(400, "malformed_json", "The body is not JSON: \(error).")
        }
        let errors = schema.errors(in: value)
        if !errors.isEmpty { throw invalid(errors) }
        return value
    }

    private static func invalid(_ errors: [Problem.FieldError]) -> Problem {
        let first = errors.first.map { "\($0.pointer): \($0.message)" } ?? ""
        return Problem(422, "invalid_request", "The request is not as it should be: \(first).",
            fields: errors)
    }
}
