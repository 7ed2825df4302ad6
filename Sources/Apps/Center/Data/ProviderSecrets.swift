internal import Crypto
internal import Foundation

/// The two secrets that shop and sandbox provider share, made at the first start.
struct ProviderSecrets: Codable {
    /// Proves the shop to the provider.
    var key: String
    /// Signs the provider's webhooks.
    var webhook: String

    /// Reads them, or makes them, in the data folder; the file is for its owner alone.
    init(in folder: DataFolder) throws(CenterError) {
        let path = folder.path + "/sandbox-secrets.json"
        do {
            if let data = FileManager.default.contents(atPath: path) {
                self = try JSONDecoder().decode(Self.self, from: data)
                return
            }
            key = Self.secret()
            webhook = Self.secret()
            let data = try JSONEncoder().encode(self)
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            guard
                FileManager.default.createFile(
                    atPath: path, contents: data, attributes: attributes)
            else { throw CenterError(.folder, "\(path) cannot be written") }
        } catch let error as CenterError {
            throw error
        } catch {
            throw CenterError(
                .data, "\(path) cannot be read (\(error)): remove it to make new ones")
        }
    }

    private static func secret() -> String {
        unsafe SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
            unsafe bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }
}
