internal import Foundation

extension SalePlan {
    /// The plan's file in a run's folder.
    static let fileName = "plan.json"

    /// Writes the plan into a run's folder.
    func write(to directory: String) throws(RehearsalError) {
        guard let data = try? JSONEncoder().encode(self),
            FileManager.default.createFile(
                atPath: directory + "/" + Self.fileName, contents: data)
        else { throw RehearsalError(.file, "the plan cannot be written to \(directory)") }
    }

    /// Reads the plan of a run's folder.
    init(directory: String) throws(RehearsalError) {
        let path = directory + "/" + Self.fileName
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RehearsalError(.file, "there is no plan of a rehearsal at \(path)")
        }
        do { self = try JSONDecoder().decode(Self.self, from: data) } catch {
            throw RehearsalError(.file, "\(path) is no plan of a rehearsal, or was altered")
        }
    }

    /// Starts the load generator on the plan in a run's folder; `show` hears of every second.
    func drive(
        _ executable: String, in directory: String, show: @escaping @Sendable (SaleMoment) -> Void
    ) throws(RehearsalError) -> ChildProcess {
        let phases = profile.phases
        return try ChildProcess(
            [
                "/usr/bin/setpriv", "--pdeathsig", "KILL", executable, "rehearse", "drive",
                "--plan", directory + "/" + Self.fileName,
            ], errors: directory + "/logs/drive.log"
        ) { line in
            guard let figures = try? JSONDecoder().decode(DriveFigures.self, from: Data(line))
            else { return }
            var at = 0.0
            let phase = phases.first { phase in
                at += phase.seconds
                return Double(figures.second) < at
            }
            show(SaleMoment(phase: phase?.name ?? "settling", figures: figures))
        }
    }
}
