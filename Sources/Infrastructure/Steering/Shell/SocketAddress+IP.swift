package import IPLibrary
package import NIOCore

extension IPAddress {
    /// The address of a socket, without its port; nil for a socket that has none.
    package init?(_ socket: SocketAddress) {
        // Where the address lies in `sockaddr_in` and in `sockaddr_in6`.
        let place: Range<Int>
        switch socket.protocol {
        case .inet: place = 4..<8
        case .inet6: place = 8..<24
        default: return nil
        }
        let bytes = unsafe socket.withSockAddr { address, size in
            unsafe Array(UnsafeRawBufferPointer(start: address, count: size)[place])
        }
        guard let address = IPAddress(bytes: bytes) else { return nil }
        self = address.unmapped
    }
}
