internal import Foundation

/// PostgreSQL: conditional update of the stock and insert of the order in one transaction.
///
/// It listens on a Unix socket alone. Two forms are tried, over 1, 16 and 64 connections; the
/// fastest over several is tried again with `commit_delay`, and of the two best the faster one
/// counts.
package struct PostgresRival {
    private static let package = "postgresql"
    private static let connections = [1, 16, 64]
    private static let commitDelays = [20, 100]
    private static let trialSeconds = 2

    private static let settings = [
        "listen_addresses=", "fsync=on", "synchronous_commit=on", "max_connections=100",
        "shared_buffers=1GB", "wal_buffers=64MB", "max_wal_size=8GB", "checkpoint_timeout=30min",
        "wal_level=minimal", "max_wal_senders=0", "jit=off",
    ]

    private let seconds: Int

    /// - Parameter seconds: how long each of the two best ways is measured, from 1 up. Each way
    ///   that is tried before takes two seconds.
    package init(seconds: Int) { self.seconds = max(1, seconds) }

    /// Finds the fastest way of running it, and measures that.
    ///
    /// - Throws: `RivalError` where it is not installed or fails.
    package func run() throws -> [RivalFigure] {
        let folders = Self.serverFolders()
        func find(_ name: String) throws -> Tool {
            try Tool.find(name, package: Self.package, folders: folders)
        }
        let (initialize, server) = (try find("initdb"), try find("postgres"))
        let (client, load) = (try find("psql"), try find("pgbench"))
        let folder = try RivalServer.makeFolder("postgres")
        let session = PostgresSession(folder: folder, client: client, load: load)
        let account = try ServerAccount.orRoot("postgres", owning: folder)
        let data = ["-D", folder.path + "/data"]
        let prepare =
            [initialize.path] + data
            + ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        let start =
            [server.path] + data + ["-k", folder.path] + Self.settings.flatMap { ["-c", $0] }
        let running = try RivalServer(
            folder: folder,
            command: account.prefix
                + ["sh", "-c", "\(Shell.line(prepare)) && exec \(Shell.line(start))"],
            signal: "QUIT")
        defer { running.stop() }
        try running.waitUntilReady(atMostSeconds: 60) { (try? session.ask("SELECT 1")) == "1" }
        try session.prepare()

        let (finalists, trials) = try fastest(session)
        let outcomes = try finalists.map {
            (run: $0, outcome: try session.measure($0, seconds: seconds))
        }
        guard let (best, outcome) = outcomes.max(by: { $0.outcome.rate < $1.outcome.rate }) else {
            throw RivalError(code: .failed, message: "no way of running PostgreSQL was tried")
        }
        let measured = ["pgbench"] + session.arguments(best, seconds: seconds)
        return [
            RivalFigure(
                id: "postgres", name: "PostgreSQL, conditional update and insert",
                reservationsPerSecond: outcome.rate, accepted: outcome.accepted,
                refused: outcome.refused,
                settings: (Self.settings.dropFirst() + [best.text, "prepared", "Unix socket"])
                    .joined(separator: ", ") + ", one hot SKU, one reservation per user",
                commands: [
                    Shell.line(prepare), Shell.line(start), PostgresSession.schema,
                    "-- \(best.form.rawValue).sql\n\(best.form.script)", Shell.line(measured),
                ].map { $0.replacingOccurrences(of: folder.path, with: "$DIR") },
                note: "Tried for \(Self.trialSeconds) s each: " + trials.joined(separator: "; ")
                    + ".")
        ]
    }

    /// Tries every way; gives the two fastest, as short trials err, and what each reached.
    private func fastest(_ session: PostgresSession) throws -> ([PostgresRun], trials: [String]) {
        var tried: [(run: PostgresRun, rate: Double)] = []
        func attempt(_ run: PostgresRun) throws {
            tried.append((run, try session.measure(run, seconds: Self.trialSeconds).rate))
        }
        func best(_ count: Int) -> [PostgresRun] {
            tried.sorted { $0.rate > $1.rate }.prefix(count).map(\.run)
        }
        for form in PostgresRun.Form.allCases {
            for connections in Self.connections {
                try attempt(PostgresRun(form: form, connections: connections, commitDelay: 0))
            }
        }
        // A delay gathers commits of several connections: it is of no use to one alone.
        for run in best(tried.count).filter({ $0.connections > 1 }).prefix(1) {
            for delay in Self.commitDelays {
                var delayed = run
                delayed.commitDelay = delay
                try attempt(delayed)
            }
        }
        return (best(2), tried.map { "\($0.run.text): \(Figure.text($0.rate))/s" })
    }

    /// Reads transactions a second and their number from what `pgbench` prints.
    package static func read(_ printed: String) -> (rate: Double, transactions: Int)? {
        PostgresSession.read(printed)
    }

    /// Folders of the server's programs, which Debian keeps off PATH, newest version first.
    private static func serverFolders() -> [String] {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return versions.compactMap(Int.init).sorted(by: >).map { "\(root)/\($0)/bin" }
    }
}
