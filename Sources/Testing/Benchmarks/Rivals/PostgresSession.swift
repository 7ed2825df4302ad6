internal import Foundation

/// Speaks with a server of PostgreSQL that lies in a folder of its own.
struct PostgresSession {
    /// What a run reached.
    struct Outcome {
        var rate: Double
        var accepted: Int
        var refused: Int
    }

    let folder: URL
    let client: Tool
    let load: Tool

    /// The row that is fought for leaves room in its page, so that an update stays in it. The
    /// function takes the row's lock last, so that it is held for the commit alone.
    static let schema = """
        CREATE TABLE stock (sku bigint PRIMARY KEY, available bigint NOT NULL)
          WITH (fillfactor = 10);
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

    /// Makes the tables and the scripts.
    func prepare() throws {
        _ = try ask(Self.schema)
        for form in PostgresRun.Form.allCases {
            try form.script.write(toFile: script(form), atomically: true, encoding: .utf8)
        }
    }

    /// Runs the queries one by one and gives what they print.
    func ask(_ queries: String...) throws -> String {
        let place = ["-h", folder.path, "-U", "postgres", "-d", "postgres"]
        return try client.run(
            place + ["-qAtX", "-v", "ON_ERROR_STOP=1"] + queries.flatMap { ["-c", $0] },
            atMostSeconds: 30
        ).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Measures a run on an empty table of orders.
    func measure(_ run: PostgresRun, seconds: Int) throws -> Outcome {
        _ = try ask(
            "ALTER SYSTEM SET commit_delay = \(run.commitDelay)", "SELECT pg_reload_conf()",
            "TRUNCATE orders", "VACUUM stock", "CHECKPOINT")
        let printed = try load.run(arguments(run, seconds: seconds), atMostSeconds: seconds + 30)
        guard let (rate, transactions) = Self.read(printed), transactions > 0,
            let accepted = Int(try ask("SELECT count(*) FROM orders"))
        else { throw RivalError(code: .unreadable, message: "pgbench said: \(printed)") }
        return Outcome(
            rate: rate * Double(accepted) / Double(transactions), accepted: accepted,
            refused: transactions - accepted)
    }

    /// What `pgbench` is called with.
    func arguments(_ run: PostgresRun, seconds: Int) -> [String] {
        [
            "-h", folder.path, "-U", "postgres", "-n", "-M", "prepared", "-f", script(run.form),
            "-c", "\(run.connections)", "-j", "\(min(2, run.connections))", "-T", "\(seconds)",
            "postgres",
        ]
    }

    private func script(_ form: PostgresRun.Form) -> String {
        folder.path + "/\(form.rawValue).sql"
    }

    /// Reads transactions a second and their number from what `pgbench` prints.
    static func read(_ printed: String) -> (rate: Double, transactions: Int)? {
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
}
