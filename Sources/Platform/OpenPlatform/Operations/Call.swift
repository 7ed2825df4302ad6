internal import HTTPTypes
package import Identity
package import Primitives
package import Service

/// A request to an operation, by somebody who may make it, whose body is of the right form.
package struct Call: Sendable {
    /// The request.
    package let request: Request
    /// Who asks.
    package let principal: Principal
    /// The body; `null` without one.
    package let body: JSON

    /// Describes a call.
    package init(request: Request, principal: Principal, body: JSON = .null) {
        self.request = request
        self.principal = principal
        self.body = body
    }

    /// The merchant for whom this is: the one whose staff or buyer asks.
    package var merchant: MerchantID {
        get throws(Problem) {
            guard let merchant = principal.merchant else { throw .unauthorized }
            return merchant
        }
    }

    /// When the request was taken in.
    package var now: Timestamp { request.receivedAt }

    /// A number from the path; 404 for what is none.
    package func identifier(_ name: String) throws(Problem) -> Int64 {
        guard let text = request.parameters[name], let value = Int64(text), value > 0,
            value <= 9_007_199_254_740_991, text == "\(value)"
        else { throw .notFound(name) }
        return value
    }

    /// A text from the path.
    package func text(_ name: String) -> String { request.parameters[name] ?? "" }

    /// How many elements a page has.
    package var limit: Int { request.query["limit"].flatMap { Int($0) } ?? 20 }

    /// Where the page goes on; nil for the first.
    package var after: String? { request.query["after"].flatMap { $0.isEmpty ? nil : $0 } }

    /// Where a list by numbers goes on: the number that the page before gave as `next`, whose form
    /// was checked before; nil for the first page.
    package var afterNumber: Int64? { after.flatMap { Int64($0) } }

    /// The caller's key for this request.
    ///
    /// - Throws: 400 without one, 422 for one that is not 1 to 120 visible characters of ASCII.
    package func idempotencyKey() throws(Problem) -> String {
        guard let header = HTTPField.Name("Idempotency-Key"), let key = request.headers[header]
        else {
            throw Problem(
                400, "idempotency_key_required",
                "Send an Idempotency-Key of your own, the same one when you try again.")
        }
        guard IdempotentReplies.keyLength.contains(key.unicodeScalars.count) else {
            throw .field("header:Idempotency-Key", "1 to 120 characters are wanted")
        }
        guard TextForm.visible.takes(key) else {
            throw .field("header:Idempotency-Key", "\(TextForm.visible.wanted) are wanted")
        }
        return key
    }

    /// The buyer who asks; nil for staff.
    package var buyer: BuyerID? {
        if case .buyer(_, let buyer) = principal { buyer } else { nil }
    }

    /// The version that the caller read, from `If-Match: "7"`; nil for `*`.
    ///
    /// - Throws: 428 without the header, 422 for one that is no version.
    package func expectedVersion() throws(Problem) -> Int64? {
        guard let header = request.headers[.ifMatch] else {
            throw Problem(
                428, "version_required", "Send the ETag that you read as If-Match: \"…\".")
        }
        guard TextForm.version.takes(header) else {
            throw .field("header:If-Match", "\(TextForm.version.wanted) is wanted")
        }
        return Int64(header.dropFirst().dropLast())
    }
}

extension Reply {
    /// A document with the version of what it describes, for `If-Match`.
    package static func versioned(_ value: JSON, version: Int64, status: Int = 200) -> Reply {
        .json(value, status: status, headers: [.eTag: "\"\(version)\""])
    }

    /// One page of a list: `{"items":[…],"next":…}`.
    package static func page(_ items: [JSON], next: String?) -> Reply {
        .json(["items": .array(items), "next": JSON(next)])
    }

    /// One page of a list by numbers; a full one says with the number of its last element where
    /// the list goes on.
    package static func page<Item>(
        _ items: [Item], limit: Int, by number: (Item) -> some BinaryInteger, _ json: (Item) -> JSON
    ) -> Reply {
        let last = items.count < limit ? nil : items.last
        return page(items.map(json), next: last.map { "\(number($0))" })
    }
}

extension Schema {
    /// One page of a list of `element`.
    package static func page(_ element: Schema) -> Schema {
        .object([
            .required("items", .list(element, maximum: 100)),
            .required(
                "next", .nullable(.text(maximum: 200)), "Send it as `after` for the next page."),
        ])
    }
}
