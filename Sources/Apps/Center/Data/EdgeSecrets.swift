internal import Crypto
internal import Foundation

/// What center and edges share: the token of the edges, and the key of what they sign.
package struct EdgeSecrets: Codable, Sendable {
    /// Proves an edge to the center.
    package var token: String
    /// Signs device tokens, proofs, tickets and passes.
    var seal: String

    /// Where it is kept in a data folder.
    package static let name = "/edge-secrets.json"

    /// Reads it, or makes it, in the data folder; the file is for its owner alone.
    init(in folder: DataFolder) throws(CenterError) {
        let path = folder.path + Self.name
        if FileManager.default.fileExists(atPath: path) {
            guard let known = Self.read(path) else {
                throw CenterError(.data, "\(path) cannot be read: remove it to make new ones")
            }
            self = known
            return
        }
        token = Self.secret()
        seal = Self.secret()
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard let data = try? JSONEncoder().encode(self),
            FileManager.default.createFile(atPath: path, contents: data, attributes: attributes)
        else { throw CenterError(.folder, "\(path) cannot be written") }
    }

    /// What a file holds; nil where there is none.
    package static func read(_ path: String) -> EdgeSecrets? {
        FileManager.default.contents(atPath: path).flatMap {
            try? JSONDecoder().decode(Self.self, from: $0)
        }
    }

    private static func secret() -> String {
        unsafe SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
            unsafe bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }
}
