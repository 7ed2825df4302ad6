internal import Primitives

/// The forms that were sent last, so that a double click counts once.
struct SentForms {
    private static let maximum = 1000
    private var known: Set<Reference> = []
    private var order: [Reference] = []

    /// Takes note of a form; false when it was sent before.
    mutating func remember(_ reference: Reference) -> Bool {
        guard known.insert(reference).inserted else { return false }
        order.append(reference)
        if order.count > Self.maximum { known.remove(order.removeFirst()) }
        return true
    }
}
