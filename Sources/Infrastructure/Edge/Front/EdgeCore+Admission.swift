internal import NIOCore
internal import Shield

extension EdgeCore {
    /// Counts the connection for its network; throws where that has too many.
    ///
    /// Behind the PROXY protocol the address is the balancer's own, and on loopback it may be.
    func admit(_ channel: any Channel) throws {
        guard let shield = gate?.shield, !options.expectsProxyProtocol,
            let address = channel.remoteAddress?.ipAddress, !address.hasPrefix("127."),
            address != "::1"
        else { return }
        let visit = GateVisit(ClientAddress(host: address), shield.library, ticks: 0)
        let prefix = visit.prefix
        guard shield.open(prefix, visit.kind) else { throw ChannelError.ioOnClosedChannel }
        channel.closeFuture.whenComplete { _ in shield.close(prefix) }
    }
}
