internal import Service

/// Turns what is wrong with fields into one problem.
enum FieldErrors {
    static func throwIfAny(_ errors: [(pointer: String, message: String)]) throws(Problem) {
        try throwIfAny(errors.map { Problem.FieldError($0.pointer, $0.message) })
    }

    static func throwIfAny(_ errors: [Problem.FieldError]) throws(Problem) {
        guard let first = errors.first else { return }
        throw Problem(
            422, "invalid_request",
            "The request is not as it should be: \(first.pointer): \(first.message).",
            fields: errors)
    }
}
