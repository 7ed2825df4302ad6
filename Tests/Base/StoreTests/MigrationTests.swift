import Store
import Testing

/// Schemas go forward by themselves and never back.
@Suite struct MigrationTests {
    private static let steps = [
        Migration(1, "first", "CREATE TABLE a (x BIGINT); CREATE TABLE b (x BIGINT);"),
        Migration(
            2, "second", "-- a comment; with a semicolon\nALTER TABLE a ADD COLUMN y BIGINT;\n"),
        Migration(3, "third", "INSERT INTO a VALUES (1, 2)"),
    ]

    @Test func eachStepRunsOnce() throws {
        let file = try TemporaryStore()
        for count in [0, 1, 1, 3, 3] {
            let store = try file.open(Array(Self.steps.prefix(count)))
            #expect(try store.schemaVersion() == count)
            try store.close()
        }
        let store = try file.open(Self.steps)
        let rows = try store.read { connection throws(StoreError) in
            try connection.first("SELECT count(*) FROM a WHERE y = 2") { row throws(StoreError) in
                try row.integer(0)
            }
        }
        #expect(rows == 1)
        try store.close()
    }

    @Test func aNewerSchemaIsRefused() throws {
        let file = try TemporaryStore()
        try file.open(Self.steps).close()
        let error = #expect(throws: StoreError.self) { try file.open(Array(Self.steps.prefix(2))) }
        #expect(error?.code == .newerSchema)
        #expect(
            error?.message
                == "\(file.path) was written by a newer Spillway (schema 3, this one knows 2): "
                + "update Spillway or restore a backup")
        try file.open(Self.steps).close()
    }

    @Test func aStepThatFailsLeavesNothing() throws {
        let file = try TemporaryStore()
        let broken = Migration(2, "broken", "CREATE TABLE c (x BIGINT); CREATE TABLE a (x BIGINT);")
        #expect(throws: StoreError.self) { try file.open([Self.steps[0], broken]) }
        let store = try file.open([Self.steps[0]])
        #expect(try store.schemaVersion() == 1)
        #expect(throws: StoreError.self) {
            try store.read { connection throws(StoreError) in
                try connection.execute("SELECT * FROM c")
            }
        }
        try store.close()
    }
}
