import OpenPlatform
import Service
import Testing

/// What is wrong in a body is said in a form that the description of problems takes.
@Suite struct PointerTests {
    private static let form = Schema.object([.optional("name", .text(maximum: 5))])

    @Test(arguments: ["\u{0}", "a\u{0}b", "\u{1F}", "~", "/", "x", "𧮱/"], [0, 1, 5000])
    func `a member of any name is refused within bounds`(name: String, times: Int) throws {
        let name = String(repeating: name, count: times)
        let body = JSON.object([.init(name, 1), .init("name", "too long")])
        let errors = Self.form.errors(in: body)
        #expect(errors.count == 2)
        let problem = Problem(
            422, "invalid_request", "It is not as it should be: \(errors[1].pointer).",
            fields: errors)
        #expect(OpenAPIDocument.problem.errors(in: problem.json) == [])
        #expect(errors[0].pointer == "/name")
    }
}
