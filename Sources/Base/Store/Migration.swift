/// One step of a schema forward.
package struct Migration: Sendable {
    /// The schema's number after this step: 1 for the first, and no gaps.
    package let version: Int
    /// What the step is for, kept in the database for a person who looks.
    package let name: String
    /// The statements, run in one transaction.
    package let sql: String

    /// Describes a step. A step that was released is never changed: write a further one.
    package init(_ version: Int, _ name: String, _ sql: String) {
        self.version = version
        self.name = name
        self.sql = sql
    }
}
