internal import IPLibrary
internal import Service

/// Whom a request is about: the address in its query, else the one that it came from.
enum ClientAddress {
    static func of(_ request: Request, parameter: String = "ip") throws(Problem) -> IPAddress {
        if let text = request.query[parameter], !text.isEmpty {
            guard let address = IPAddress(text) else {
                throw .field("query:\(parameter)", "is no IPv4 or IPv6 address")
            }
            return address.unmapped
        }
        guard let address = IPAddress(request.address) else {
            throw .field("query:\(parameter)", "is wanted: the connection has no address")
        }
        return address.unmapped
    }
}
