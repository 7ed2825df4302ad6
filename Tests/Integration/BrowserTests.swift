import Rehearsal
import Testing

extension Visitors {
    /// The pages in Chromium, as buyers and staff use them: `Tests/Browser` drives it, each of its
    /// files with a center of its own.
    ///
    /// The programs come from PyPI, by the sums in `Tests/Browser/requirements.txt`, which are
    /// those for Python 3.11; they stay in `.build` for the next run.
    @Suite(
        .enabled(if: PythonEnvironment.hasPython, "it wants Python 3.11"),
        .enabled(if: Chromium.isInstalled, "it wants Debian's chromium and chromium-driver"))
    struct BrowserTests {
        private static let source = Sources.root + "/Tests/Browser"

        @Test(arguments: [
            "buying", "flash_sale", "without_scripts", "by_keyboard", "staff", "big_screen",
            "languages", "every_page",
        ])
        func `the pages do what a person expects`(part: String) throws {
            let folder = try RunFolder()
            let environment = try PythonEnvironment(
                "browser", requirements: Self.source + "/requirements.txt", in: folder)
            let center = try CenterProcess(in: folder)
            let password = try #require(center.password)
            let said = try Executable.outcome(
                of: [
                    "/usr/bin/env", "--chdir=" + Self.source, "PYTHONDONTWRITEBYTECODE=1",
                    "HOME=" + folder.path, "SPILLWAY_URL=" + center.url,
                    "SPILLWAY_PASSWORD=" + password,
                    // It ends the browsers too where the tests take too long.
                    "/usr/bin/timeout", "170", environment.program("python"), "-m", "unittest",
                    "--verbose", part,
                ], in: folder, atMostSeconds: 180)
            #expect(said.exit == .code(0), "\(said.output)")
            #expect(center.stop().exit == .code(0))
        }
    }
}
