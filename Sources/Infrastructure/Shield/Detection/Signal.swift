/// Something that a second of traffic had and quiet ones have not.
package enum Signal: Sendable, Hashable {
    /// Many ask for the first time, and hardly any comes back with the token that it was given.
    case tokensNotKept(newcomers: Int, perYoung: Double, usual: Double)
    /// One value has far more than its share, and those who carry it are unknown, or it is a form
    /// that was hardly ever seen.
    case overshare(Dimension, value: UInt64, share: Double, usual: Double, known: Double)
    /// The variety of a side is not what it was, while fewer are known.
    case entropy(Dimension, bits: Double, usual: Double)

    /// The signal in words.
    package var explanation: String {
        switch self {
        case .tokensNotKept(let newcomers, let perYoung, let usual):
            "\(newcomers) first requests a second, and \(Self.text(perYoung)) of them for each "
                + "that comes back with its token; usual are \(Self.text(usual))"
        case .overshare(let dimension, let value, let share, let usual, let known):
            "\(dimension.rawValue) \(String(value, radix: 16)) has \(Self.percent(share)) of all "
                + "requests instead of \(Self.percent(usual)); of its clients "
                + "\(Self.percent(known)) are known"
        case .entropy(let dimension, let bits, let usual):
            "the entropy of \(dimension.rawValue) is \(Self.text(bits)) bits instead of "
                + "\(Self.text(usual)), and fewer clients are known than usual"
        }
    }

    static func text(_ value: Double) -> String {
        let scaled = Int((min(1e12, max(-1e12, value)) * 100).rounded())
        let rest = abs(scaled) % 100
        return "\(scaled < 0 ? "-" : "")\(abs(scaled) / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    static func percent(_ share: Double) -> String { text(share * 100) + " %" }
}
