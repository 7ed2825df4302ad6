import Foundation
import Rehearsal
import Testing

/// Programs from PyPI in a Python environment of their own, which stays in `.build` for the next
/// run with the same requirements.
struct PythonEnvironment {
    private static let python = "/usr/bin/python3.11"
    private let place: String

    /// Whether there is the Python that the sums of the requirements are for.
    static var hasPython: Bool { FileManager.default.isExecutableFile(atPath: python) }

    /// Installs exactly what the file of requirements names, where that was not done before.
    init(_ name: String, requirements: String, in folder: RunFolder) throws {
        place =
            Sources.root + "/.build/\(name)-"
            + Self.fingerprint(of: try Data(contentsOf: URL(filePath: requirements)))
        let mark = place + "/complete"
        guard !FileManager.default.fileExists(atPath: mark) else { return }
        try? FileManager.default.removeItem(atPath: place)
        for command in [
            [Self.python, "-m", "venv", place],
            [
                program("pip"), "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                "--only-binary", ":all:", "--require-hashes", "--requirement", requirements,
            ],
        ] {
            let said = try Executable.outcome(of: command, in: folder, atMostSeconds: 300)
            try #require(said.exit == .code(0), "\(command): \(said.output)")
        }
        try #require(FileManager.default.createFile(atPath: mark, contents: nil))
    }

    /// The path of one of its programs.
    func program(_ name: String) -> String { place + "/bin/" + name }

    /// FNV-1a, as the name of a folder.
    private static func fingerprint(of data: Data) -> String {
        String(
            data.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 },
            radix: 16)
    }
}
