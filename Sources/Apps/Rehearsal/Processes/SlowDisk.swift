internal import Foundation
internal import Glibc

/// A disk that takes only so many writes a second of one process, as a neighbour or a dying disk
/// makes it: by the control groups of Linux, where this machine has them and lets us.
///
/// Source: the kernel's `cgroup-v2.rst` (`io.max`) and `blkio-controller.rst`.
final class SlowDisk {
    /// Why a disk cannot be made slow here.
    struct Unavailable: Error, CustomStringConvertible {
        var description: String
    }

    private let group: String
    private let root: String
    /// The file of the limit, and what to write into it for none.
    private let limit: (file: String, none: String)

    private static let prefix = "spillway-rehearsal-"

    /// Lets `process` write to the disk of `folder` `writes` times a second, until `end`.
    init(_ process: Int32, folder: String, writes: Int) throws(Unavailable) {
        let device = try Self.device(of: folder)
        let places = try Self.places()
        root = places.root
        Self.removeLeftOvers(in: root)
        group = root + "/" + Self.prefix + "\(getpid())"
        if places.isUnified {
            limit = (group + "/io.max", "\(device) wiops=max")
            // It may be on already: what counts is whether the limit is taken.
            try? Self.write("+io", to: root + "/cgroup.subtree_control")
        } else {
            limit = (group + "/blkio.throttle.write_iops_device", "\(device) 0")
        }
        guard unsafe mkdir(group, 0o755) == 0 else {
            throw Unavailable(description: "no control group may be made in \(root): it wants root")
        }
        do throws(Unavailable) {
            let value = places.isUnified ? "wiops=\(writes)" : "\(writes)"
            try Self.write("\(device) \(value)", to: limit.file)
            try Self.write("\(process)", to: group + "/cgroup.procs")
        } catch {
            end()
            throw error
        }
    }

    deinit { end() }

    /// Takes the limit away.
    func end() {
        guard unsafe access(group, F_OK) == 0 else { return }
        try? Self.write(limit.none, to: limit.file)
        let left = (try? String(contentsOfFile: group + "/cgroup.procs", encoding: .utf8)) ?? ""
        for process in left.split(separator: "\n") {
            try? Self.write(String(process), to: root + "/cgroup.procs")
        }
        unsafe rmdir(group)
    }

    /// The disk that the folder's file system is on, as the kernel numbers it.
    private static func device(of folder: String) throws(Unavailable) -> String {
        guard
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder),
            let device = (attributes[.systemNumber] as? NSNumber)?.uint64Value
        else { throw Unavailable(description: "\(folder) cannot be looked at") }
        // As glibc packs the two numbers into one.
        let major = device >> 8 & 0xFFF | device >> 32 & ~0xFFF
        let minor = device & 0xFF | device >> 12 & ~0xFF
        let number = "\(major):\(minor)"
        let entry = "/sys/dev/block/" + number
        guard unsafe access(entry, F_OK) == 0 else {
            throw Unavailable(description: "the run's folder is on no disk of its own")
        }
        // Limits are of whole disks.
        guard unsafe access(entry + "/partition", F_OK) == 0 else { return number }
        guard let whole = try? String(contentsOfFile: entry + "/../dev", encoding: .utf8) else {
            throw Unavailable(description: "the disk of the partition \(number) is not known")
        }
        return String(whole.prefix { !$0.isWhitespace })
    }

    /// Where control groups of disks are.
    private static func places() throws(Unavailable) -> (root: String, isUnified: Bool) {
        let mounts = (try? String(contentsOfFile: "/proc/mounts", encoding: .utf8)) ?? ""
        let rows = mounts.split(separator: "\n").map { $0.split(separator: " ") }
            .filter { $0.count > 3 }
        for row in rows where row[2] == "cgroup" {
            if row[3].split(separator: ",").contains("blkio") { return (String(row[1]), false) }
        }
        for row in rows where row[2] == "cgroup2" {
            let file = String(row[1]) + "/cgroup.controllers"
            let controllers = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
            if controllers.split(whereSeparator: { $0.isWhitespace }).contains("io") {
                return (String(row[1]), true)
            }
        }
        throw Unavailable(description: "this machine has no control groups for disks")
    }

    /// Groups of runs that were killed; one that still has processes stays.
    private static func removeLeftOvers(in root: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        for name in names where name.hasPrefix(prefix) { unsafe rmdir(root + "/" + name) }
    }

    private static func write(_ text: String, to path: String) throws(Unavailable) {
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Unavailable(description: "\(path) cannot be written: it wants root")
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
        guard count == bytes.count else {
            let reason = unsafe String(cString: strerror(errno))
            throw Unavailable(description: "\(path) does not take \(text): \(reason)")
        }
    }
}
