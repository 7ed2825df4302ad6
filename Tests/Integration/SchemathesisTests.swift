import Rehearsal
import Testing

extension Visitors {
    /// The API's own description, tried on a center by Schemathesis: every operation, every check.
    ///
    /// The programs come from PyPI, by the sums in `Tests/Schemathesis/requirements.txt`, which are
    /// those for Python 3.11; they stay in `.build` for the next run.
    @Suite(.enabled(if: PythonEnvironment.hasPython, "it wants Python 3.11"))
    struct SchemathesisTests {
        @Test(arguments: ["owner", "buyer"])
        func `the API keeps to its description`(asker: String) throws {
            let folder = try RunFolder()
            let center = try CenterProcess(in: folder)
            let said = try Schemathesis.run(at: center, as: asker, in: folder)
            #expect(said.exit == .code(0), "\(said.output)")
            #expect(center.stop().exit == .code(0))
        }
    }
}
