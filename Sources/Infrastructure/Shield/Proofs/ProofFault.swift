/// Why a proof is not taken.
package enum ProofFault: String, Error, Sendable, Hashable, CaseIterable {
    /// Not ours, or of a key that is gone.
    case unreadable = "proof_unreadable"
    /// Given to somebody else.
    case otherClient = "proof_of_another_client"
    /// Too old, or from the future.
    case expired = "proof_expired"
    /// The hash of the answer does not begin with enough zero bits.
    case wrongAnswer = "proof_wrong"
    /// The client has not waited long enough.
    case tooEarly = "proof_too_early"
}
