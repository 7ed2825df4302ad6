internal import Identity
internal import Primitives
internal import Service

/// A request of a member of staff, with all that a page needs to know of it.
struct Visit: Sendable {
    let request: Request
    let staff: StaffPrincipal
    /// What forms send back.
    let csrf: String
    /// The language; called with both texts it gives its own.
    let t: Language
    /// What a POST sent.
    let form: Form
    /// The currency of the merchant.
    let currency: Currency
    /// The merchant's name.
    let merchantName: String
    /// The form that was sent and could not be taken.
    var failure: FormFailure?

    var merchant: MerchantID { staff.merchant }
    var now: Timestamp { request.receivedAt }
    var author: Author { .staff(staff) }

    func may(_ action: Action) -> Bool { staff.may(action) }

    /// A part of the path that is a number.
    func number<Number: FixedWidthInteger>(_ name: String) throws -> Number {
        guard let number: Number = request.number(name), number > 0 else {
            throw Problem.notFound(name)
        }
        return number
    }

    /// A field of the query that is not empty.
    func query(_ name: String) -> String? {
        request.query[name].flatMap { $0.isEmpty ? nil : String($0.prefix(400)) }
    }

    /// A whole number in a form; a `Problem` for anything else.
    func integer<Number: FixedWidthInteger>(_ name: String, empty: Number? = nil) throws -> Number {
        let text = form.trimmed(name)
        if text.isEmpty, let empty { return empty }
        guard let number = Number(text) else {
            throw Problem.field("/" + name, t("must be a whole number", "必须是整数"))
        }
        return number
    }

    /// A time of an `<input type="datetime-local">`, in UTC.
    func time(_ name: String) throws -> Timestamp {
        guard let time = Self.time(form.trimmed(name)) else {
            throw Problem.field("/" + name, t("must be a date and a time", "必须是日期和时间"))
        }
        return time
    }

    /// Reads `2026-11-11T20:00` or `2026-11-11`, in UTC.
    static func time(_ text: String) -> Timestamp? {
        switch text.utf8.count {
        case 10: Timestamp(rfc3339: text + "T00:00:00Z")
        case 16: Timestamp(rfc3339: text + ":00Z")
        case 19: Timestamp(rfc3339: text + "Z")
        default: Timestamp(rfc3339: text)
        }
    }
}
