/// What the center does about a report: first the checkpoint, then the grant.
package struct CenterAnswer: Sendable, Hashable {
    /// To be durable before the grant leaves; when that fails, the grant must not leave.
    package var checkpoint: LessorCheckpoint?
    /// To be sent to the edge.
    package var grant: CenterGrant
}
