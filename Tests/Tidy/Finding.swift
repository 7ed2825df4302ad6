/// One place that breaks a rule.
struct Finding: Equatable, CustomStringConvertible {
    var path: String
    /// Counted from 1; 0 where the whole file or folder is meant.
    var line = 0
    var message: String

    var description: String { line > 0 ? "\(path):\(line): \(message)" : "\(path): \(message)" }
}
