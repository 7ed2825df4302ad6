internal import Foundation

/// Who listens on a port of this machine, as the system's tables tell.
enum PortHolder {
    /// Such as `nginx (process 812)`; nil where it cannot be told: another user's process, or none.
    static func name(of port: Int) -> String? {
        let sockets = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { table in
            listeners(in: (try? String(contentsOfFile: table, encoding: .utf8)) ?? "", port)
        }
        guard !sockets.isEmpty else { return nil }
        let wanted = Set(sockets.map { "socket:[\($0)]" })
        let files = FileManager.default
        let processes = ((try? files.contentsOfDirectory(atPath: "/proc")) ?? []).filter {
            $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        for process in processes {
            let open = (try? files.contentsOfDirectory(atPath: "/proc/\(process)/fd")) ?? []
            let holds = open.contains { file in
                (try? files.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\(file)"))
                    .map(wanted.contains) ?? false
            }
            guard holds else { continue }
            let name = (try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)) ?? ""
            return "\(name.prefix { $0 != "\n" }) (process \(process))"
        }
        return nil
    }

    /// The numbers of the sockets that listen on the port: of each line the second field ends with
    /// the port, the fourth is `0A` for listening, the tenth is the number (proc(5)).
    static func listeners(in table: String, _ port: Int) -> [String] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[3] == "0A",
                let last = fields[1].split(separator: ":").last, Int(last, radix: 16) == port
            else { return nil }
            return String(fields[9])
        }
    }
}
