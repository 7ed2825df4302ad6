internal import Store

/// The tables of a journal, and every statement that touches them.
enum JournalSchema {
    static let migrations = [
        Migration(
            1, "batches and leaders",
            """
            CREATE TABLE batch (
                cell BIGINT NOT NULL,
                position BIGINT NOT NULL,
                epoch BIGINT NOT NULL,
                bytes BYTEA NOT NULL,
                PRIMARY KEY (cell, position)
            );
            CREATE TABLE leader (
                cell BIGINT NOT NULL PRIMARY KEY,
                epoch BIGINT NOT NULL
            );
            """)
    ]

    /// Inserts only while `$3` is the leader's epoch: for any other the epoch is NULL, which the
    /// table refuses. So the fence and the row are one statement; and one that inserts a single row
    /// costs SQLite no journal to undo half of it.
    static let append = """
        INSERT INTO batch (cell, position, epoch, bytes)
        VALUES ($1, $2, (SELECT epoch FROM leader WHERE cell = $1 AND epoch = $3), $4)
        """
    static let leader = "SELECT epoch FROM leader WHERE cell = $1"
    static let lead = """
        INSERT INTO leader (cell, epoch) VALUES ($1, $2)
        ON CONFLICT (cell) DO UPDATE SET epoch = excluded.epoch
        """
    static let last = """
        SELECT position, epoch, bytes FROM batch WHERE cell = $1 ORDER BY position DESC LIMIT 1
        """
    static let from = """
        SELECT position, epoch, bytes FROM batch
        WHERE cell = $1 AND position >= $2 ORDER BY position LIMIT $3
        """
    static let first = "SELECT position FROM batch WHERE cell = $1 ORDER BY position LIMIT 1"
    static let epochs = """
        SELECT epoch, min(position), max(position), count(*), sum(length(bytes))
        FROM batch WHERE cell = $1 GROUP BY epoch ORDER BY epoch
        """
}
