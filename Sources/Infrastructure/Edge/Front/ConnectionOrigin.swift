/// Where a connection comes from, as far as its event loop knows by now.
final class ConnectionOrigin {
    var client: ClientAddress

    init(_ client: ClientAddress) { self.client = client }
}
