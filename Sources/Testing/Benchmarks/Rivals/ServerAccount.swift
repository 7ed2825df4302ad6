internal import Foundation
internal import Glibc

/// Who runs a server that refuses to be run by root.
struct ServerAccount {
    /// Words to be put before a command.
    var prefix: [String]

    /// The caller, or where that is root the account `name`, which is given the folder.
    static func orRoot(_ name: String, owning folder: URL) throws -> ServerAccount {
        guard geteuid() == 0 else { return ServerAccount(prefix: []) }
        try FileManager.default.setAttributes([.ownerAccountName: name], ofItemAtPath: folder.path)
        // Not `runuser`, which stays between us and the server and passes no signal on.
        return ServerAccount(
            prefix: ["setpriv", "--reuid=\(name)", "--regid=\(name)", "--init-groups", "--"])
    }
}
