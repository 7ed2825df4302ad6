/// The paths of simulated disks: `/simulated/<disk>/<name>`.
struct DiskPath {
    /// What every such path begins with, and no other.
    static let prefix = "/simulated/"

    /// The number of the disk.
    let disk: Int
    /// The name of the file on it.
    let name: String

    /// Takes a path apart; nil when it is a path of the machine.
    init?(_ path: String) {
        guard path.hasPrefix(Self.prefix) else { return nil }
        let rest = path.dropFirst(Self.prefix.count)
        guard let slash = rest.firstIndex(of: "/"), let disk = Int(rest[..<slash]) else {
            return nil
        }
        self.disk = disk
        name = String(rest[rest.index(after: slash)...])
    }
}
