/// A value of a MaxMind DB's data section.
///
/// Only what says where an address is: texts, numbers and maps of them. Others are passed over.
indirect enum MMDBValue: Sendable {
    case text(String)
    case number(UInt64)
    case map([String: MMDBValue])
    case array([MMDBValue])
    case other

    /// The value in a map, or in the first map of a list.
    subscript(_ key: String) -> MMDBValue? {
        switch self {
        case .map(let members): members[key]
        case .array(let values): values.first?[key]
        default: nil
        }
    }

    var text: String? { if case .text(let text) = self, !text.isEmpty { text } else { nil } }
    var number: UInt64? { if case .number(let number) = self { number } else { nil } }
}
