import Foundation
import Rehearsal
import Testing

extension Integration {
    /// `spillway ip`, as docs/ip-library.md says it.
    @Suite struct IPCommandTests {
        private static let own = """
            network,country,province,city,operator
            10.0.0.0/8,中国,浙江省,杭州市,电信
            2001:db8::/32,中国,,,移动

            """

        @Test func `sources are imported, asked and compared`() throws {
            let folder = try RunFolder()
            let executable = try Executable()
            let own = folder.path + "/own.csv"
            let other = folder.path + "/other.csv"
            let library = folder.path + "/new/ip.library"
            try Self.own.write(toFile: own, atomically: true, encoding: .utf8)
            try "network,country\n10.0.0.0/8,x\n11.0.0.0/8,美国\n".write(
                toFile: other, atomically: true, encoding: .utf8)
            let made = try executable.run(
                ["ip", "import", own, other, "--output", library, "--json"], in: folder)
            #expect(made.exit == .code(0) && made.output.contains("\"places\":3"), "\(made)")
            let found = try executable.run(
                ["ip", "lookup", "10.1.2.3", "2001:db8::1", "11.0.0.1", "--library", library],
                in: folder)
            #expect(
                found.exit == .code(0)
                    && found.output == """
                        10.1.2.3\t中国\t浙江省\t杭州市\t电信\t10.0.0.0/8
                        2001:db8::1\t中国\t\t\t移动\t2001:db8::/32
                        11.0.0.1\t美国\t\t\t\t11.0.0.0/8

                        """,
                "\(found)")
            let unknown = try executable.run(
                ["ip", "lookup", "--json", "12.0.0.1", "--library", own], in: folder)
            #expect(unknown.exit == .code(1) && unknown.output.contains("\"country\":\"\""))
            let info = try executable.run(["ip", "info", library], in: folder)
            #expect(info.exit == .code(0) && info.output.contains("from own.csv (csv)"), "\(info)")
            let same = try executable.run(["ip", "diff", library, library], in: folder)
            #expect(same.exit == .code(0) && same.output == "the same\n", "\(same)")
            let diff = try executable.run(["ip", "diff", own, library], in: folder)
            #expect(
                diff.exit == .code(1)
                    && diff.output == """
                        11.0.0.0 to 11.255.255.255\t-|-|-|-\t美国|-|-|-
                        1 runs differ: 16777216 IPv4 addresses, 0 networks of IPv6 (/64)

                        """,
                "\(diff)")
        }

        @Test func `what cannot be used is said, with its line and what to do`() throws {
            let folder = try RunFolder()
            let executable = try Executable()
            let bad = folder.path + "/bad.csv"
            try "10.0.0.0/8,a\n10.0.0.0/33,b\n".write(
                toFile: bad, atomically: true, encoding: .utf8)
            let output = folder.path + "/out"
            let said = try executable.run(["ip", "import", bad, "--output", output], in: folder)
            #expect(said.exit == .code(2) && said.errors.contains("bad.csv: line 2"), "\(said)")
            #expect(!FileManager.default.fileExists(atPath: output))
            for (arguments, words) in [
                (["ip", "lookup", "1.2.3.4", "--library", output], "cannot open"),
                (["ip", "info", bad], "spillway ip import"),
                (["ip", "diff", bad, output], "line 2"),
            ] {
                let said = try executable.run(arguments, in: folder)
                #expect(said.exit == .code(2) && said.errors.contains(words), "\(said)")
            }
            for arguments in [["ip", "lookup", "1.2.3"], ["ip", "import"], ["ip", "diff", bad]] {
                let said = try executable.run(arguments, in: folder)
                #expect(said.exit == .code(64) && said.output.isEmpty, "\(said)")
            }
        }
    }
}
