internal import Service
internal import Synchronization

/// A form that was sent and could not be taken: what was typed, and what is wrong with it.
///
/// The page of the form is shown again with it: `Fields` keeps what was typed and says at each
/// field what is wrong, `Frame` sums it up at the top.
final class FormFailure: Sendable {
    /// A field of the form: its identifier in the page, and what it is called.
    struct Place: Sendable {
        var name: String
        var identifier: String
        var label: String
    }

    /// Where the form was sent to.
    let path: String
    /// What it sent.
    let form: Form
    /// What is wrong.
    let problem: Problem
    private let places = Mutex<[Place]>([])

    init(path: String, form: Form, problem: Problem) {
        self.path = path
        self.form = form
        self.problem = problem
    }

    /// Whether a person can mend it in the form, or by sending it again.
    static func isMendable(_ problem: Problem) -> Bool {
        switch problem.status {
        case 400, 409, 412, 413, 422, 503: true
        default: !problem.fields.isEmpty
        }
    }

    /// Whether it is the form of this path and these hidden values.
    func isOf(_ path: String, _ own: [(String, String)]) -> Bool {
        self.path == path && own.allSatisfy { form[$0.0] == $0.1 }
    }

    /// What is wrong with a field; nil where nothing is.
    func message(_ name: String) -> String? {
        problem.fields.first { Self.field($0.pointer) == name }?.message
    }

    /// Takes note of a field, in the order of the form.
    func remember(_ name: String, _ identifier: String, _ label: String) {
        places.withLock {
            $0.append(Place(name: name, identifier: identifier, label: label))
        }
    }

    /// Where a wrong field stands in the page; nil where the form does not show it.
    func place(_ pointer: String) -> Place? {
        let name = Self.field(pointer)
        return places.withLock { places in places.first { $0.name == name } }
    }

    /// The field of a form to which a JSON pointer of the API leads.
    static func field(_ pointer: String) -> String {
        let parts = pointer.split(separator: "/").map(String.init)
        let (first, last) = (parts.first ?? "", parts.last ?? "")
        let isChinese = parts.count > 1 && last == "zh"
        return switch first {
        case "name": isChinese ? "nameChinese" : "name"
        case "name_zh": "nameChinese"
        case "description": parts.count == 1 ? first : isChinese ? "textChinese" : "text"
        case "starts_at": "startsAt"
        case "ends_at": "endsAt"
        case "limit_per_buyer": "limitPerBuyer"
        case "per_second": "perSecond"
        case "minimum_spend": "minimum"
        case "weight_grams": "weight"
        case "values": "value0"
        case "sku": "code"
        case "delta": "units"
        case "theme", "blocks": last
        case "lines": "line" + (parts.count > 1 ? parts[1] : "")
        default: first
        }
    }
}
