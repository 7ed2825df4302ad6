import Testing

/// What a machine can check of the style. A finding names its file and line.
@Suite struct TidyTests {
    @Test(arguments: Rule.all) func `the repository keeps the rule`(_ rule: Rule) {
        for finding in rule.find(.here) {
            Issue.record("\(finding)")
        }
    }

    @Test(arguments: Rule.all) func `each canary is found`(_ rule: Rule) {
        #expect(!rule.canaries.isEmpty)
        for canary in rule.canaries {
            #expect(rule.find(Repository(canary)).count == 1, "\(rule.name): \(canary)")
        }
    }

    @Test(arguments: Rule.all) func `what only looks bad is let through`(_ rule: Rule) {
        #expect(rule.find(Repository(rule.innocent)) == [])
    }

    @Test func `the repository on disk is the one that is read`() {
        #expect(
            Repository.here.paths.isSuperset(of: ["Package.swift", "spillway", "Sources/Base"]))
        #expect(Repository.here.swiftFiles(in: "Sources", "Tests").count > 20)
    }

    @Test(arguments: [
        ("a // b!", "a      "),
        ("a /* b /* c */ ! */ d", "a                   d"),
        (#"x = "no! \(yes! + "no!" + f(1)) no!" y!"#, #"x = "     (yes! + "   " + f(1))    " y!"#),
        (##"#"no! \(no!) \#(yes!)"# z"##, ##"#"             (yes!)"# z"##),
        ("\"\"\"\nno! \"quoted\"\n\"\"\" z!", "\"\"\"\n            \n\"\"\" z!"),
        (#""\"" + z!"#, #""  " + z!"#),
    ])
    func `comments and strings are masked`(_ text: String, _ masked: String) {
        #expect(CodeMask.mask(text) == masked)
    }
}
