internal import Crypto
internal import Foundation
package import Primitives

/// The signature of a webhook: `t=seconds,v1=hex`, where hex is the HMAC-SHA256 of `t.body`.
package struct WebhookSignature: Sendable {
    /// How far the signature's time may be from ours, in milliseconds: a copied delivery is of no
    /// use later.
    package static let tolerance: Int64 = 300_000
    /// The header that carries it.
    package static let header = "Spillway-Signature"
    // A header with more parts than this was not made by a provider.
    private static let maximumLength = 512

    private let key: SymmetricKey

    /// Signs and checks with `secret`.
    package init(secret: String) { key = SymmetricKey(data: Data(secret.utf8)) }

    /// The header for `body`, sent at `time`.
    package func sign(_ body: [UInt8], at time: Timestamp) -> String {
        let seconds = time.rawValue / 1000
        let code = HMAC<SHA256>.authenticationCode(for: signed(seconds, body), using: key)
        return "t=\(seconds),v1=\(Self.hexadecimal(code))"
    }

    /// Whether `header` was made for `body` with this secret within the tolerance of `time`.
    /// Several `v1` parts may stand in it, as while a secret is exchanged.
    package func isValid(_ header: String, for body: [UInt8], at time: Timestamp) -> Bool {
        guard header.utf8.count <= Self.maximumLength else { return false }
        var seconds: Int64?
        var codes: [[UInt8]] = []
        for part in header.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { continue }
            switch pair[0].drop(while: { $0 == " " }) {
            case "t": seconds = Int64(pair[1])
            case "v1": codes.append(Self.bytes(hexadecimal: pair[1]))
            default: break
            }
        }
        guard let seconds, !codes.isEmpty,
            seconds >= 0, seconds < Int64.max / 1000,
            abs(time.rawValue - seconds * 1000) <= Self.tolerance
        else { return false }
        let text = signed(seconds, body)
        // The library compares in constant time; each code is tried, so the order tells nothing.
        return codes.reduce(false) { isValid, code in
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: text, using: key)
                || isValid
        }
    }

    private func signed(_ seconds: Int64, _ body: [UInt8]) -> Data {
        Data("\(seconds).".utf8) + Data(body)
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.reduce(into: "") { text, byte in
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }

    private static func bytes(hexadecimal text: Substring) -> [UInt8] {
        let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 64 else { return [] }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return [] }
            bytes.append(UInt8(high * 16 + low))
        }
        return bytes
    }
}
