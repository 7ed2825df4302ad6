/// Which requests a stored response answers: the fields that its `Vary` names, with the values that
/// the request had (RFC 9111 §4.1).
package struct VaryKey: Sendable, Equatable {
    /// Names in lower case, each once, in order.
    let names: [[UInt8]]
    let values: [[UInt8]?]

    /// Names at most; a response that varies by more is not stored.
    static let maximumNames = 32

    /// A key as it was kept.
    init(names: [[UInt8]], values: [[UInt8]?]) {
        self.names = names
        self.values = values
    }

    /// The key of a response to a request; nil for `*`, which no other request matches.
    init?(response: Fields, request: Fields) {
        guard response.contains(.vary) else {
            names = []
            values = []
            return
        }
        let members = response.members(.vary).map { $0.map(\.lowercased) }
        guard !members.contains([0x2A]), members.count <= Self.maximumNames else { return nil }
        names = Set(members).sorted { $0.lexicographicallyPrecedes($1) }
        values = names.map { Self.normalized($0, request) }
    }

    /// Whether a request has the same values, or asks for the language that the response is in.
    func matches(_ request: Fields, language: ArraySlice<UInt8>?) -> Bool {
        guard !names.isEmpty else { return true }
        for (name, value) in zip(names, values) {
            let other = Self.normalized(name, request)
            if other == value { continue }
            guard name.matches("accept-language"), let language, let other,
                Self.preferred(other).map({ $0.elementsEqual(language.map(\.lowercased)) }) ?? false
            else { return false }
        }
        return true
    }

    /// The value of a field in a form in which what means the same is the same: lines joined, no
    /// blanks at commas; where order and case mean nothing, sorted and in lower case.
    private static func normalized(_ name: [UInt8], _ request: Fields) -> [UInt8]? {
        let lines = request.values(named: name)
        guard !lines.isEmpty else { return nil }
        let members = lines.flatMap { FieldList.members(of: $0) }
        guard name.matches("accept-language") || name.matches("accept-encoding") else {
            return Array(members.joined(separator: [0x2C]))
        }
        let plain = members.map { member in
            member.filter { !$0.isBlank }.map(\.lowercased)
        }
        return Array(
            plain.sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [0x2C]))
    }

    /// The one member with the highest weight; nil where several have it.
    private static func preferred(_ list: [UInt8]) -> ArraySlice<UInt8>? {
        var best: (name: ArraySlice<UInt8>, weight: Int)?
        var isAlone = true
        for member in FieldList.members(of: list[...]) {
            let parts = FieldList.members(of: member, separator: 0x3B)
            guard let name = parts.first else { continue }
            let weight = parts.dropFirst().first.map { Self.weight($0) } ?? 1000
            if let old = best?.weight, old >= weight {
                if old == weight { isAlone = false }
            } else {
                best = (name, weight)
                isAlone = true
            }
        }
        return isAlone ? best?.name : nil
    }

    /// Thousandths of `q=0.5`; 0 for anything else (RFC 9110 §12.4.2).
    private static func weight(_ parameter: ArraySlice<UInt8>) -> Int {
        guard parameter.starts(with: [0x71, 0x3D]) else { return 0 }
        let digits = parameter.dropFirst(2).filter { $0 != 0x2E }
        guard digits.count <= 4, let value = digits.decimal() else { return 0 }
        return (digits.count..<4).reduce(Int(value)) { sum, _ in sum * 10 }
    }
}
