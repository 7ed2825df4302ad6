internal import Primitives

/// Which lines of the audit log are wanted.
package struct AuditFilter: Sendable, Hashable {
    /// Those of this member of staff.
    package var staff: StaffID?
    /// Those of this action.
    package var action: String?
    /// Those about this kind of thing.
    package var subjectKind: String?
    /// Those about this thing.
    package var subject: String?

    /// Wants all lines, unless something is given.
    package init(
        staff: StaffID? = nil, action: String? = nil, subjectKind: String? = nil,
        subject: String? = nil
    ) {
        self.staff = staff
        self.action = action
        self.subjectKind = subjectKind
        self.subject = subject
    }
}
