import Foundation
import Testing

/// The program that makes requests of an API's description.
enum Schemathesis {
    private static let source = Sources.root + "/Tests/Schemathesis"

    /// Tries the API of a center as the owner of the store or as a buyer of it.
    static func run(at center: CenterProcess, as asker: String, in folder: RunFolder) throws
        -> Executable.Outcome
    {
        let environment = try PythonEnvironment(
            "schemathesis", requirements: source + "/requirements.txt", in: folder)
        let password = try #require(center.password)
        // It leaves notes where it runs.
        let place = folder.path + "/schemathesis"
        try FileManager.default.copyItem(atPath: source, toPath: place)
        return try Executable.outcome(
            of: [
                "/usr/bin/env", "--chdir=" + place, "PYTHONDONTWRITEBYTECODE=1",
                "SPILLWAY_URL=" + center.url, "SPILLWAY_PASSWORD=" + password,
                "SPILLWAY_AS=" + asker, environment.program("schemathesis"),
                "--config-file", "schemathesis.toml", "run", center.url + "/openapi.json",
                "--checks", "all", "--phases", "examples,coverage,fuzzing", "--seed", "1",
                "--max-examples", "5", "--workers", "2", "--continue-on-failure", "--no-color",
            ], in: folder, atMostSeconds: 240)
    }
}
