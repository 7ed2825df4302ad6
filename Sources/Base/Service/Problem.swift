/// What went wrong with a request, as a problem detail (RFC 9457).
package struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The HTTP status, 400 to 599.
    package var status: Int
    /// The stable code in `snake_case`: clients rely on it.
    package var code: String
    /// One sentence for a person: what is wrong and what to do.
    package var detail: String
    /// What is wrong with single fields of the request.
    package var fields: [FieldError]
    /// After how many seconds a new try makes sense.
    package var retryAfterSeconds: Int?
    /// Further members of the document.
    package var extensions: [JSON.Member]

    /// One field that is wrong.
    package struct FieldError: Sendable, Hashable {
        /// Where: a JSON pointer into the body (RFC 6901), or `query:name`, `path:name`,
        /// `header:name`.
        package var pointer: String
        /// What is wanted there.
        package var message: String

        /// Describes a wrong field.
        package init(_ pointer: String, _ message: String) {
            self.pointer = pointer
            self.message = message
        }
    }

    /// Describes a problem.
    package init(
        _ status: Int, _ code: String, _ detail: String, fields: [FieldError] = [],
        retryAfterSeconds: Int? = nil, extensions: [JSON.Member] = []
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.fields = fields
        self.retryAfterSeconds = retryAfterSeconds
        self.extensions = extensions
    }

    /// 422 with one wrong field.
    package static func field(_ pointer: String, _ message: String) -> Problem {
        Problem(
            422, "invalid_field", "\(pointer): \(message)", fields: [FieldError(pointer, message)])
    }

    /// 404: there is no such thing, or it is somebody else's.
    package static func notFound(_ what: String) -> Problem {
        Problem(404, "not_found", "There is no such \(what) here.")
    }

    /// 401: nobody in particular asks.
    package static let unauthorized = Problem(
        401, "unauthorized", "Sign in, or send a valid token as Authorization: Bearer.")

    /// 403: the one who asks may not do this.
    package static let forbidden = Problem(
        403, "forbidden", "Your role does not allow this: ask an owner of the store.")

    /// 412: the thing was changed since it was read.
    package static let versionMismatch = Problem(
        412, "version_mismatch", "It was changed since you read it: read it again, then edit.")

    /// The document.
    package var json: JSON {
        var members: [JSON.Member] = [
            .init("type", .string("/problems/\(code)")), .init("title", .string(title)),
            .init("status", .integer(Int64(status))), .init("code", .string(code)),
            .init("detail", .string(detail)),
        ]
        if !fields.isEmpty {
            let list = fields.map { JSON.object([
                .init("pointer", .string($0.pointer)), .init("message", .string($0.message)),
            ]) }
            members.append(.init("errors", .array(list)))
        }
        return .object(members + extensions)
    }

    /// The code in words: the short summary that RFC 9457 asks for.
    package var title: String {
        let words = code.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// Status, code and detail.
    package var description: String { "\(status) \(code): \(detail)" }
}
