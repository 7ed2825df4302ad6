internal import HTTPTypes
internal import Service

/// What the gate does with a path that is not written in the one way by which rooms, orders and
/// guarded paths are known.
extension Gate {
    /// Sends who looks at something to the canonical path, and refuses who sends something; nil for
    /// a path that is canonical.
    static func rewrite(
        _ finding: CanonicalPath.Finding, _ request: RequestHead, _ path: ArraySlice<UInt8>
    ) -> GateVerdict? {
        switch finding {
        case .canonical: return nil
        case .other(let other) where request.method == .get || request.method == .head:
            let place = other + request.target.dropFirst(path.count)
            return GateAnswer.verdict(
                Reply(308, headers: [.location: String(decoding: place, as: UTF8.self)]))
        case .other(let other):
            let place = String(decoding: other.prefix(2048), as: UTF8.self)
            return refuse("Write the path as \(place).", request)
        case .unsound:
            return refuse("The path holds an escape or a backslash that it may not hold.", request)
        }
    }

    private static func refuse(_ text: String, _ request: RequestHead) -> GateVerdict {
        let (head, body) = FailureAnswer.make(
            400, code: "path_not_canonical", text: text, retryAfter: nil, for: request)
        return .answer(head, body)
    }
}
