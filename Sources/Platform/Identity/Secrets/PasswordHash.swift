/// What is kept of a password: the scrypt parameters, the salt and the derived key (RFC 7914).
struct PasswordHash: Hashable, Sendable {
    var parameters: ScryptParameters
    var salt: [UInt8]
    var key: [UInt8]

    /// As the tables hold it: `scrypt$15$8$1$salt$key`, the bytes in hexadecimal digits.
    var text: String {
        [
            "scrypt", "\(parameters.costLog2)", "\(parameters.blockSize)",
            "\(parameters.parallelism)", Hexadecimal.text(salt), Hexadecimal.text(key),
        ].joined(separator: "$")
    }

    /// Reads what the tables hold; nil for anything else, or for parameters out of all bounds.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt",
            let cost = Int(parts[1]), let block = Int(parts[2]), let parallelism = Int(parts[3]),
            let parameters = ScryptParameters(
                costLog2: cost, blockSize: block, parallelism: parallelism),
            let salt = Hexadecimal.bytes(parts[4]), let key = Hexadecimal.bytes(parts[5]),
            salt.count >= 8, key.count >= 16
        else { return nil }
        self.init(parameters: parameters, salt: salt, key: key)
    }

    init(parameters: ScryptParameters, salt: [UInt8], key: [UInt8]) {
        self.parameters = parameters
        self.salt = salt
        self.key = key
    }
}
