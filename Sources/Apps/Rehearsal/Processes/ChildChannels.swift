internal import Glibc

/// The descriptors that connect a parent and a child.
struct ChildChannels {
    /// Where the parent writes the child's input. Both are sockets, as a write to one whose reader
    /// is gone can fail without a signal.
    let input: Int32
    /// Where the parent reads the child's output.
    let output: Int32
    private let childInput: Int32
    private let childOutput: Int32
    private let childErrors: Int32

    init(errors path: String) throws(RehearsalError) {
        var sockets: [Int32] = [-1, -1]
        var others: [Int32] = [-1, -1]
        // Closed on exec from the first moment: another thread may start a child at any time.
        let stream = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let failed =
            unsafe socketpair(AF_UNIX, stream, 0, &sockets)
            | socketpair(AF_UNIX, stream, 0, &others)
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
        childErrors = unsafe open(path, flags, 0o600 as mode_t)
        (input, childInput, output, childOutput) = (sockets[0], sockets[1], others[0], others[1])
        guard failed == 0 && childErrors >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            closeAll()
            throw RehearsalError(
                .process, "no channels to a child with errors to \(path): \(reason)")
        }
    }

    func closeChildEnds() {
        for descriptor in [childInput, childOutput, childErrors] where descriptor >= 0 {
            close(descriptor)
        }
    }

    func closeAll() {
        closeChildEnds()
        for descriptor in [input, output] where descriptor >= 0 { close(descriptor) }
    }

    /// Starts `command` on the child's ends; it inherits nothing else.
    func spawn(_ command: [String]) throws(RehearsalError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in [childInput, childOutput, childErrors].enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        var arguments = unsafe command.map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var processID: pid_t = 0
        let failure = unsafe posix_spawn(
            &processID, command.first ?? "", &actions, nil, &arguments, environ)
        guard failure == 0 else {
            let reason = unsafe String(cString: strerror(failure))
            throw RehearsalError(.process, "\(command.first ?? "") cannot be started: \(reason)")
        }
        return processID
    }
}
