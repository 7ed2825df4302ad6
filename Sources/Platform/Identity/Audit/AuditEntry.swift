package import Primitives

/// One line of the audit log.
package struct AuditEntry: Sendable, Hashable {
    /// Its number; later lines have larger ones.
    package var id: Int64
    /// When it was done.
    package var at: Timestamp
    /// To whose data; nil for what concerns the platform.
    package var merchant: MerchantID?
    /// `staff`, `buyer` or `system`.
    package var actorKind: String
    /// The number of whoever did it; 0 for the program.
    package var actor: Int64
    /// Their name at that time.
    package var actorName: String
    /// By which session or key.
    package var via: String
    /// What was done, such as `staff.role`.
    package var action: String
    /// What kind of thing it was done to.
    package var subjectKind: String
    /// The number or name of that thing.
    package var subject: String
    /// More about it: JSON text.
    package var summary: String
}
