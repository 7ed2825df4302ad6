internal import Foundation
internal import Glibc

/// PostgreSQL: conditional update of the stock and insert of the order in one transaction.
///
/// It listens on a Unix socket alone. Two forms are tried, over 1, 16 and 64 connections; the fastest
/// is tried again with `commit_delay`, and what is best is measured.
package struct PostgresRival {
    private static let package = "postgresql"
    private static let connections = [1, 16, 64]
    private static let commitDelays = [0, 100]

    /// How the transaction is written. Users are drawn from a range so large that none comes twice.
    private enum Form: String, CaseIterable {
        case statement, function

        var script: String {
            switch self {
            case .statement:
                """
                \\set buyer random(1, 1000000000000000)
                WITH taken AS (
                  UPDATE stock SET available = available - 1
                  WHERE sku = 1 AND available > 0
                    AND NOT EXISTS (SELECT FROM orders WHERE sku = 1 AND buyer = :buyer)
                  RETURNING sku)
                INSERT INTO orders (sku, buyer) SELECT sku, :buyer FROM taken;
                """
            case .function:
                """
                \\set buyer random(1, 1000000000000000)
                SELECT reserve(1, :buyer);
                """
            }
        }
    }

    private struct Run {
        var form: Form
        var connections: Int
        var commitDelay: Int

        var text: String {
            "\(form.rawValue), \(connections) connections, commit_delay \(commitDelay)"
        }
    }

    private struct Outcome {
        var rate: Double
        var accepted: Int
        var refused: Int
    }

    /// The row that is fought for leaves room in its page, so that an update stays in it. The function
    /// takes the row's lock last, so that it is held for the commit alone.
    private static let schema = """
        CREATE TABLE stock (sku bigint PRIMARY KEY, available bigint NOT NULL) WITH (fillfactor = 10);
        CREATE TABLE orders (sku bigint NOT NULL, buyer bigint NOT NULL,
          placed timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (buyer, sku));
        INSERT INTO stock VALUES (1, 1000000000000);
        CREATE FUNCTION reserve(wanted bigint, who bigint) RETURNS text LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO orders (sku, buyer) VALUES (wanted, who) ON CONFLICT DO NOTHING;
          IF NOT FOUND THEN RETURN 'limit reached'; END IF;
          UPDATE stock SET available = available - 1 WHERE sku = wanted AND available > 0;
          IF FOUND THEN RETURN 'accepted'; END IF;
          DELETE FROM orders WHERE sku = wanted AND buyer = who;
          RETURN 'sold out';
        END $$;
        """

    private static let settings = [
        "listen_addresses=", "fsync=on", "synchronous_commit=on", "max_connections=100",
        "shared_buffers=1GB", "wal_buffers=64MB", "max_wal_size=8GB", "checkpoint_timeout=30min",
        "wal_level=minimal", "max_wal_senders=0", "jit=off",
    ]

    private let seconds: Int

    /// - Parameter seconds: how long the best way of running it is measured; at least 1. The ways that
    ///   are tried before take two seconds each.
    package init(seconds: Int) { self.seconds = max(1, seconds) }

    /// Finds the fastest way of running it, and measures that.
    ///
    /// - Throws: `RivalError` where it is not installed or fails.
    package func run() throws -> [RivalFigure] {
        let folders = Self.serverFolders()
        let initialize = try Tool.find("initdb", package: Self.package, folders: folders)
        let server = try Tool.find("postgres", package: Self.package, folders: folders)
        let load = try Tool.find("pgbench", package: Self.package, folders: folders)
        let client = try Tool.find("psql", package: Self.package, folders: folders)

        let folder = try RivalServer.makeFolder("postgres")
        let account = try Account.forServer(owning: folder)
        let data = folder.path + "/data"
        let start =
            account.prefix + [server.path, "-D", data, "-k", folder.path]
            + Self.settings.flatMap { ["-c", $0] }
        let prepare =
            account.prefix
            + [initialize.path, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
            + ["--locale=C", "--no-sync"]
        let running = try RivalServer(
            folder: folder,
            command: ["/bin/sh", "-c", "\(Shell.line(prepare)) && exec \(Shell.line(start))"],
            signal: "QUIT")
        defer { running.stop() }
        let place = ["-h", folder.path, "-U", "postgres"]
        func ask(_ query: String) throws -> String {
            try client.run(
                place + ["-d", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1", "-f", "-"],
                input: query, atMostSeconds: 30
            ).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        try running.waitUntilReady(atMostSeconds: 30) { (try? ask("SELECT 1")) == "1" }
        _ = try ask(Self.schema)
        for form in Form.allCases {
            try form.script.write(
                toFile: folder.path + "/\(form.rawValue).sql", atomically: true, encoding: .utf8)
        }

        func arguments(_ run: Run, seconds: Int) -> [String] {
            place + ["-n", "-M", "prepared", "-f", folder.path + "/\(run.form.rawValue).sql"]
                + ["-c", "\(run.connections)", "-j", "\(min(2, run.connections))"]
                + ["-T", "\(seconds)", "postgres"]
        }
        func measure(_ run: Run, seconds: Int) throws -> Outcome {
            _ = try ask("ALTER SYSTEM SET commit_delay = \(run.commitDelay)")
            _ = try ask("SELECT pg_reload_conf(); TRUNCATE orders; VACUUM stock")
            let printed = try load.run(
                arguments(run, seconds: seconds), atMostSeconds: seconds + 30)
            guard let (tps, transactions) = Self.read(printed), transactions > 0,
                let accepted = Int(try ask("SELECT count(*) FROM orders"))
            else { throw RivalError(code: .unreadable, message: "pgbench said: \(printed)") }
            return Outcome(
                rate: tps * Double(accepted) / Double(transactions), accepted: accepted,
                refused: transactions - accepted)
        }
        var tried: [(run: Run, rate: Double)] = []
        func attempt(_ run: Run) throws {
            tried.append((run, try measure(run, seconds: 2).rate))
        }
        for form in Form.allCases {
            for connections in Self.connections {
                try attempt(Run(form: form, connections: connections, commitDelay: 0))
            }
        }
        func fastest() -> Run {
            let none = Run(form: .statement, connections: 1, commitDelay: 0)
            return tried.max { $0.rate < $1.rate }?.run ?? none
        }
        let undelayed = fastest()
        for delay in Self.commitDelays where delay > 0 {
            var run = undelayed
            run.commitDelay = delay
            try attempt(run)
        }
        let best = fastest()
        let outcome = try measure(best, seconds: seconds)
        let notes = tried.map { "\($0.run.text): \(Figure.text($0.rate))/s" }
        let show = { (text: String) in text.replacingOccurrences(of: folder.path, with: "$DIR") }
        return [
            RivalFigure(
                id: "postgres", name: "PostgreSQL, conditional update and insert",
                reservationsPerSecond: outcome.rate, accepted: outcome.accepted,
                refused: outcome.refused,
                settings: (Self.settings.dropFirst() + [best.text, "Unix socket, prepared"])
                    .joined(separator: ", ") + ", one hot SKU, one reservation per user",
                commands: [
                    show(Shell.line(prepare)), show(Shell.line(start)), Self.schema,
                    best.form.script,
                    show(Shell.line(["pgbench"] + arguments(best, seconds: seconds))),
                ],
                note: "Tried for 2 s each: " + notes.joined(separator: "; ") + ".")
        ]
    }

    /// Reads transactions a second and their number from what `pgbench` prints.
    package static func read(_ printed: String) -> (rate: Double, transactions: Int)? {
        var rate: Double?
        var transactions: Int?
        for line in printed.split(separator: "\n") {
            if line.hasPrefix("tps = ") {
                rate = line.dropFirst(6).split(separator: " ").first.flatMap { Double($0) }
            } else if line.hasPrefix("number of transactions actually processed: ") {
                let number = line.split(separator: ":").last?.split(separator: "/").first
                transactions = number.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) }
            }
        }
        guard let rate, let transactions else { return nil }
        return (rate, transactions)
    }

    /// Folders of the server's programs, which Debian keeps off PATH, newest version first.
    private static func serverFolders() -> [String] {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return versions.compactMap(Int.init).sorted(by: >).map { "\(root)/\($0)/bin" }
    }
}

/// Who runs a server that refuses to be run by root.
private struct Account {
    /// Words to be put before a command.
    var prefix: [String]

    /// The caller, or where that is root the account `postgres`, which is given the folder.
    static func forServer(owning folder: URL) throws -> Account {
        guard geteuid() == 0 else { return Account(prefix: []) }
        try FileManager.default.setAttributes(
            [.ownerAccountName: "postgres"], ofItemAtPath: folder.path)
        // Not `runuser`, which stays in between and passes no signal on.
        return Account(
            prefix: ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"])
    }
}
