/// How commands are shown, so that they can be pasted into a shell.
package enum Shell {
    /// The words as one line, quoted where they need it.
    package static func line(_ words: [String]) -> String {
        words.map { word in
            let isPlain =
                !word.isEmpty
                && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./=:$".contains($0) }
            return isPlain
                ? word
                : "'"
                    + word.split(separator: "'", omittingEmptySubsequences: false)
                    .joined(separator: "'\\''") + "'"
        }
        .joined(separator: " ")
    }
}
