/// What a rehearsal on a running deployment says of the deployment's real things.
package struct AgainstReport: Codable, Sendable, Hashable {
    /// How two readings of a document compare.
    package enum State: String, Codable, Sendable {
        /// Byte for byte the same.
        case same
        /// Different, and real events say exactly why.
        case explained
        /// Counts visits of people, of which the journal knows nothing: told, not judged.
        case visited
        /// Different, and nothing says why.
        case differs
    }

    /// A document before and after.
    package struct Document: Codable, Sendable, Hashable {
        /// What it is.
        package var name: String
        /// Elements before and after.
        package var before: Int, after: Int
        /// SHA-256 of its bytes before and after.
        package var digestBefore: String, digestAfter: String
        /// How they compare.
        package var state: State
    }

    /// The deployment's address.
    package var url: String
    /// What orders went to.
    package var target: String
    /// Events of real customers and staff between the readings.
    package var events = 0
    /// What these were, by type.
    package var eventsByType: [String: Int] = [:]
    /// All documents.
    package var documents: [Document] = []
    /// What explains differences, in words.
    package var notes: [String] = []
    /// Units that rehearsal orders hold, by what the generator was told.
    package var units: Int64 = 0

    /// Documents of a state.
    package func count(_ state: State) -> Int { documents.count { $0.state == state } }

    /// What the verdict says of the real things when everything holds.
    package var summary: String {
        let others = count(.explained) + count(.visited)
        let start =
            others == 0
            ? "all \(documents.count)" : "\(count(.same)) of \(documents.count)"
        return "real stock, books and statistics: \(start) documents byte for byte what they were"
            + (others == 0
                ? ""
                : ", \(count(.explained)) moved by exactly what \(events) real events say"
                    + (count(.visited) > 0 ? ", \(count(.visited)) by visitors" : ""))
    }

    /// The report's lines for people.
    package var lines: [String] {
        let kinds = eventsByType.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let words = kinds.isEmpty ? "none" : kinds.joined(separator: ", ")
        return [
            "shop        \(url), \(target); \(units) units of shadow stock held",
            "real events \(words) between the two readings",
        ]
            + documents.map { document in
                let name = document.name.padded(to: 20)
                let count =
                    document.before == document.after
                    ? "\(document.after)" : "\(document.before) → \(document.after)"
                let digest =
                    document.state == .same
                    ? document.digestAfter.prefix(16)
                    : document.digestBefore.prefix(16) + " → " + document.digestAfter.prefix(16)
                return "real        \(name) \(document.state.rawValue.padded(to: 9)) "
                    + "\(count.padded(to: 11)) sha256 \(digest)"
            } + notes.map { "note        " + $0 }
    }
}

extension String {
    /// The text, as wide as a column.
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
