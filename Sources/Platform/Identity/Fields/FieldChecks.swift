internal import Service

/// Collects what is wrong with the fields of a request, so that one answer names all of it.
struct FieldChecks {
    private var errors: [Problem.FieldError] = []

    /// Checks one text.
    mutating func check(_ pointer: String, _ text: String, _ rule: FieldRule) {
        if !rule.takes(text) { errors.append(.init(pointer, "must be \(rule.wanted)")) }
    }

    /// Throws 422 if anything was wrong.
    func finish() throws(Problem) {
        guard let first = errors.first else { return }
        throw Problem(
            422, "invalid_field", "\(first.pointer) \(first.message).", fields: errors)
    }
}
