internal import OpenPlatform

/// A list of types as a query has it.
enum EventTypes {
    static let form: TextForm = {
        let one = "(" + EventType.allCases.map(\.rawValue).joined(separator: "|") + ")"
        let escaped = one.replacing(".", with: #"\."#)
        return TextForm(
            pattern: "^\(escaped)(,\(escaped))*$",
            wanted: "types of events with commas between, such as order.placed,order.paid"
        ) { read($0) != nil }
    }()

    /// The types; nil where one is none.
    static func read(_ text: String) -> [EventType]? {
        let names = text.split(separator: ",", omittingEmptySubsequences: false)
        let types = names.compactMap { EventType(rawValue: String($0)) }
        return types.count == names.count ? types : nil
    }
}
