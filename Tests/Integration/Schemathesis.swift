import Foundation
import Primitives
import Rehearsal
import Testing

/// The program that makes requests of an API's description, in a Python environment of its own.
enum Schemathesis {
    private static let python = "/usr/bin/python3.11"
    private static let source = Sources.root + "/Tests/Schemathesis"

    /// Whether there is the Python that the sums of its parts are for.
    static var hasPython: Bool { FileManager.default.isExecutableFile(atPath: python) }

    /// Its path; installs it where that was not done before for the same requirements.
    static func program(in folder: RunFolder) throws -> String {
        let requirements = source + "/requirements.txt"
        let place = Sources.root + "/.build/schemathesis-" + fingerprint(of: try Data(
            contentsOf: URL(filePath: requirements)))
        let program = place + "/bin/schemathesis"
        let mark = place + "/complete"
        guard !FileManager.default.fileExists(atPath: mark) else { return program }
        try? FileManager.default.removeItem(atPath: place)
        for command in [
            [python, "-m", "venv", place],
            [
                place + "/bin/pip", "install", "--quiet", "--disable-pip-version-check",
                "--only-binary", ":all:", "--require-hashes", "--requirement", requirements,
            ],
        ] {
            let said = try run(command, in: folder, atMostSeconds: 300)
            try #require(said.exit == .code(0), "\(command): \(said.output)")
        }
        try #require(FileManager.default.createFile(atPath: mark, contents: nil))
        return program
    }

    /// Tries the API at `url` as the owner of the store or as a buyer of it.
    static func run(
        _ program: String, at url: String, as asker: String, password: String, in folder: RunFolder
    ) throws -> Executable.Outcome {
        // It leaves notes where it runs.
        let place = folder.path + "/schemathesis"
        try FileManager.default.copyItem(atPath: source, toPath: place)
        return try run(
            [
                "/usr/bin/env", "--chdir=" + place, "PYTHONDONTWRITEBYTECODE=1",
                "SPILLWAY_URL=" + url, "SPILLWAY_PASSWORD=" + password, "SPILLWAY_AS=" + asker,
                program, "--config-file", "schemathesis.toml", "run", url + "/openapi.json",
                "--checks", "all", "--phases", "examples,coverage,fuzzing", "--seed", "1",
                "--max-examples", "5", "--workers", "2", "--continue-on-failure", "--no-color",
            ], in: folder, atMostSeconds: 240)
    }

    private static func run(
        _ command: [String], in folder: RunFolder, atMostSeconds seconds: Double
    ) throws -> Executable.Outcome {
        let output = ConditionLock("")
        let errors = folder.path + "/errors-\(UUID().uuidString)"
        let child = try ChildProcess(command, errors: errors) { line in
            output.withLock { $0 += String(decoding: line, as: UTF8.self) + "\n" }
        }
        child.closeInput()
        let exit = child.wait(atMostSeconds: seconds)
        if exit == nil { child.send(signal: SIGKILL) }
        child.wait()
        let complaints = try String(contentsOfFile: errors, encoding: .utf8)
        return Executable.Outcome(
            exit: exit, output: output.withLock { $0 } + complaints, errors: complaints)
    }

    /// FNV-1a, as the name of a folder.
    private static func fingerprint(of data: Data) -> String {
        String(
            data.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 },
            radix: 16)
    }
}
