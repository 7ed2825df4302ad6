extension Rule {
    private static let sleeps = ["Task.sleep", "Thread.sleep", "usleep(", "nanosleep(", "sleep("]

    /// Calls that go around the seams for time, randomness and tasks, and what to use instead.
    private static let banned: [(call: String, instead: String)] = [
        ("Date()", "take a WallClock"), ("Date.now", "take a WallClock"),
        ("ContinuousClock", "take a WallClock"), ("SuspendingClock", "take a WallClock"),
        ("DispatchTime.now", "take a WallClock"), ("clock_gettime", "take a WallClock"),
        ("gettimeofday", "take a WallClock"),
        (".random(", "draw from a SeededRandom"), (".randomElement(", "draw from a SeededRandom"),
        (".shuffle(", "draw from a SeededRandom"), (".shuffled(", "draw from a SeededRandom"),
        ("SystemRandomNumberGenerator", "draw from a SeededRandom"),
        ("Task {", "run it under its owner's group"), ("Task{", "run it under its owner's group"),
        ("Task.detached", "run it under its owner's group"),
        ("Task.sleep", "wait for a condition"), ("Thread.sleep", "wait for a condition"),
        ("usleep(", "wait for a condition"), ("nanosleep(", "wait for a condition"),
        ("sleep(", "wait for a condition"),
    ]

    static let callRules: [Rule] = [
        Rule(
            name: "time, randomness and tasks enter through their seams",
            find: { repository in
                repository.swiftFiles(in: "Sources")
                    .filter { !$0.path.hasPrefix("Sources/Base/Primitives/") }
                    .flatMap { file in
                        file.code.indices.compactMap { index in
                            banned.first { calls($0.call, in: file.code[index]) }.map {
                                Finding(
                                    path: file.path, line: index + 1,
                                    message: "\($0.call) is banned: \($0.instead)")
                            }
                        }
                    }
            },
            canaries: banned.map { ["Sources/A/B/C.swift": "let a = \($0.call) 1"] },
            innocent: [
                "Sources/A/B/C.swift": """
                let update = UpDate() // Date()
                let number = Int.random(in: 0..<2, using: &random)
                withTaskGroup { $0.addTask { print("Task {") } }
                sleepers.first
                """,
                "Sources/Base/Primitives/A.swift": "clock_gettime(clock, &time)",
            ]),
        Rule(
            name: "tests wait for conditions and never sleep",
            find: { repository in
                repository.swiftFiles(in: "Tests").flatMap { file in
                    file.findings("a sleep: wait for the condition itself") { line in
                        sleeps.contains { calls($0, in: line) }
                    }
                }
            },
            canaries: sleeps.map { ["Tests/A/BTests/C.swift": "    try await \($0)1)"] },
            innocent: ["Tests/A/BTests/C.swift": "let a = \"usleep(1)\" // Task.sleep"]),
    ]

    /// Whether the line makes the call, by its whole name and without a generator of its own.
    private static func calls(_ call: String, in line: Substring) -> Bool {
        line.ranges(of: call).contains { range in
            let rest = line[range.upperBound...]
            if call.hasPrefix(".") { return !rest.contains("using:") }
            let before = line[..<range.lowerBound]
            // A type's own method of that name, such as a simulated disk's, is another thing.
            let isOwn = call.hasSuffix("(") && (before.last == "." || before.hasSuffix("func "))
            return !isIdentifier(before.last) && !isOwn
        }
    }
}
