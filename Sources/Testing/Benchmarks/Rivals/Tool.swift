internal import Foundation

/// A program of a rival, found on this machine.
package struct Tool {
    /// Where it lies.
    package let path: String

    /// Looks along PATH, and first in `folders`; says what to install where it is missing.
    package static func find(_ name: String, package: String, folders: [String] = [])
        throws(RivalError)
        -> Tool
    {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        for folder in folders + path.split(separator: ":").map(String.init) {
            let candidate = folder + "/" + name
            if FileManager.default.isExecutableFile(atPath: candidate) {
                return Tool(path: candidate)
            }
        }
        throw RivalError(
            code: .missing,
            message: "\(name) is not installed: sudo apt-get install \(package)")
    }

    /// Runs it to its end and gives what it printed; fails past the time, and where its status is
    /// not 0.
    @discardableResult
    package func run(_ arguments: [String], atMostSeconds limit: Int) throws -> String {
        let process = Process()
        let output = Pipe()
        // In the foreground, so that an interrupt at the terminal reaches the program too.
        let bounded = ["timeout", "--foreground", "--signal=KILL", "\(limit)", path]
        process.command = bounded + arguments
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: printed, as: UTF8.self)
        let name = URL(filePath: path).lastPathComponent
        if process.terminationReason == .uncaughtSignal || process.terminationStatus == 137 {
            throw RivalError(
                code: .timedOut, message: "\(name) took longer than \(limit) s: \(text)")
        }
        guard process.terminationStatus == 0 else {
            throw RivalError(
                code: .failed, message: "\(name) failed (\(process.terminationStatus)): \(text)")
        }
        return text
    }
}
