import Foundation
import Rehearsal
import Testing

extension Integration {
    /// Files of profiles: those that ship are taken, and what is wrong is named by its place.
    @Suite struct ProfileTests {
        private static let profiles = Sources.root + "/Samples/profiles/"

        @Test func `profiles that ship are taken`() throws {
            for name in try FileManager.default.contentsOfDirectory(atPath: Self.profiles) {
                _ = try SaleProfile(path: Self.profiles + name)
            }
        }

        @Test func `what is wrong is named`() throws {
            try check(#""coupon":"#, #""coupn":"#, "coupn is no member of a profile: there are")
            try check(#""pay":"#, #""paay":"#, "habits.paay is no member")
            try check(#""edges": 3"#, #""edges": 2.5"#, "edges is a whole number")
            try check(#""edges": 3"#, #""edges": 99"#, "edges is 1 to 16")
            try check(#""edges": 3,"#, "", "edges is missing")
            try check(#""edges": 3"#, #""edges": 3, "edges": 4"#, "is there twice")
            try check(
                #"{"kind": "center""#, #"{"kind": "meteor""#,
                "faults[0].kind is one of center, edge, flood, provider, disk")
            try check(#""orders": 800, "#, "", "coupon.orders is missing")
            try check(#""opens": true"#, #""opens": 1"#, "phases[1].opens is true or false")
            try check(#""phases": ["#, #""phases": [7, "#, "phases[0] is an object of name, ")
            try check(#""stock": 6000"#, #""stock": 1e400"#, "is no JSON")
            try check("{", "", "is no JSON")
        }

        /// Puts `wrong` in the place of `right`; reading must name it.
        private func check(_ right: String, _ wrong: String, _ said: String) throws {
            let folder = try RunFolder()
            let text = try String(contentsOfFile: Self.profiles + "618.json", encoding: .utf8)
            let place = try #require(text.range(of: right))
            let path = folder.path + "/profile.json"
            try text.replacingCharacters(in: place, with: wrong)
                .write(toFile: path, atomically: true, encoding: .utf8)
            let error = try #require(throws: RehearsalError.self) { try SaleProfile(path: path) }
            #expect(error.message.contains(said), "\(error.message)")
        }
    }
}
