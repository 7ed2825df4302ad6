internal import Glibc
internal import Primitives

/// A line between two ports of this machine, which can be cut and mended.
package final class Relay: Sendable {
    /// The near end.
    package let port: Int
    private let listener: Int32
    private let state = ConditionLock((isCut: false, open: [Int32]()))

    /// Listens, and passes everything on to a port.
    package init(to target: Int) throws(BenchFailure) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        listener = descriptor
        var address = Self.address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isBound else { throw BenchFailure("no port for a relay: errno \(errno)") }
        port = Int(in_port_t(bigEndian: address.sin_port))
        let state = state
        _ = WorkThread(name: "relay") {
            while true {
                let near = accept(descriptor, nil, nil)
                guard near >= 0 else { return }
                Self.join(near, target, state)
            }
        }
    }

    deinit {
        cut()
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// Ends every connection, and lets none through until it is mended.
    package func cut() {
        state.withLock { state in
            state.isCut = true
            for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// Lets connections through again.
    package func mend() { state.withLock { $0.isCut = false } }

    private static func address(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func join(
        _ near: Int32, _ target: Int, _ state: ConditionLock<(isCut: Bool, open: [Int32])>
    ) {
        let far = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = address(target)
        let failed = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(far, address, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let isOpen = state.withLock { state in
            guard failed == 0, !state.isCut else { return false }
            state.open += [near, far]
            return true
        }
        guard isOpen else {
            close(near)
            close(far)
            return
        }
        _ = WorkThread(name: "relay up") { pump(near, far) }
        _ = WorkThread(name: "relay down") { pump(far, near) }
    }

    /// Descriptors stay open until the process ends: a number must not come to name another one.
    private static func pump(_ from: Int32, _ to: Int32) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe recv(from, $0.baseAddress, $0.count, 0)
            }
            guard count > 0 else { break }
            let sent = unsafe buffer.withUnsafeBytes {
                unsafe send(to, $0.baseAddress, count, Int32(MSG_NOSIGNAL))
            }
            guard sent == count else { break }
        }
        shutdown(to, Int32(SHUT_WR))
        shutdown(from, Int32(SHUT_RD))
    }
}
