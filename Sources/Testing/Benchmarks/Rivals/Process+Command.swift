internal import Foundation

extension Process {
    /// The program, found along PATH, and its arguments.
    ///
    /// It is started with no signal blocked: a child inherits the mask of the thread that starts
    /// it, and threads of the runtime block signals that a shell or a server waits for.
    var command: [String] {
        get { Array((arguments ?? []).dropFirst()) }
        set {
            executableURL = URL(filePath: "/usr/bin/env")
            arguments = ["--default-signal"] + newValue
        }
    }
}
