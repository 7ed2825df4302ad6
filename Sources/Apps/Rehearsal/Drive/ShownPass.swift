internal import Foundation

/// What stands in the text of a pass, for whoever keeps count: base64url of 4 bytes of key, room 4,
/// kind 1, code 16, joined 8, serial 8, expiry 4, and a seal.
struct ShownPass {
    /// The holder's code, as it takes part in the draw.
    let code: String
    /// The number of the credit that it used up.
    let serial: UInt64

    /// Reads a text; nil for one that is too short or no base64url.
    init?(_ text: String) {
        let plain = text.replacingOccurrences(of: "-", with: "+")
            .replacingOccurrences(of: "_", with: "/")
        let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), data.count > 41 else { return nil }
        let bytes = [UInt8](data)
        code = bytes[9..<25].map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        serial = bytes[33..<41].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
