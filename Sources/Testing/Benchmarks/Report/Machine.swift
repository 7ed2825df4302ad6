internal import Foundation

/// What figures depend on; nothing in it names the machine or its owner.
package struct Machine: Sendable {
    /// Cores that this process may use.
    package var cores: Int
    /// The processor's model, or its architecture where it gives no model.
    package var processor: String
    /// Main memory.
    package var memoryBytes: UInt64
    /// The kernel's release.
    package var kernel: String
    /// The operating system's name and version.
    package var system: String
    /// The compiler that this was built with.
    package var swift: String

    /// Describes a machine.
    package init(
        cores: Int, processor: String, memoryBytes: UInt64, kernel: String, system: String,
        swift: String
    ) {
        self.cores = cores
        self.processor = processor
        self.memoryBytes = memoryBytes
        self.kernel = kernel
        self.system = system
        self.swift = swift
    }

    /// The machine that this runs on; what cannot be found out is "unknown".
    package static func describe() -> Machine {
        let process = ProcessInfo.processInfo
        return Machine(
            cores: process.activeProcessorCount,
            processor: value(of: "model name", in: "/proc/cpuinfo", separator: ":") ?? architecture,
            memoryBytes: process.physicalMemory,
            kernel: text(of: "/proc/sys/kernel/osrelease").map { "Linux " + $0 } ?? "unknown",
            system: value(of: "PRETTY_NAME", in: "/etc/os-release", separator: "=") ?? "unknown",
            swift: compiler)
    }

    /// One line for the head of a table.
    package var summary: String {
        "\(cores) cores of \(processor), \(memory), \(system), \(kernel)"
    }

    /// Main memory in GiB.
    var memory: String { Figure.text(Double(memoryBytes) / Double(1 << 30)) + " GiB" }

    private static var architecture: String {
        #if arch(x86_64)
        "x86_64"
        #elseif arch(arm64)
        "arm64"
        #else
        "unknown"
        #endif
    }

    private static var compiler: String {
        #if compiler(>=6.4)
        "6.4 or later"
        #elseif compiler(>=6.3)
        "6.3"
        #else
        "6.2"
        #endif
    }

    private static func text(of path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func value(of key: String, in path: String, separator: Character) -> String? {
        let lines = text(of: path)?.split(separator: "\n") ?? []
        guard let line = lines.first(where: { $0.hasPrefix(key) }),
            let place = line.firstIndex(of: separator)
        else { return nil }
        let value = line[line.index(after: place)...]
        return value.trimmingCharacters(in: CharacterSet(charactersIn: " \"\t"))
    }
}
