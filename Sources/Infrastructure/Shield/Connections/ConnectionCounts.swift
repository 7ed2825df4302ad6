/// Counts open connections, in all and by prefix. Its size is bounded by their number.
package struct ConnectionCounts: Sendable {
    private static let carrierFactor = 8

    private let limits: ConnectionLimits
    private var byPrefix: [NetworkPrefix: Int] = [:]
    /// Open connections.
    package private(set) var open = 0

    /// Counts from none.
    package init(_ limits: ConnectionLimits) { self.limits = limits }

    /// Takes a connection in, or says why not.
    package mutating func open(_ prefix: NetworkPrefix, _ kind: NetworkKind) -> CutReason? {
        let most = limits.connectionsPerPrefix * (kind == .carrier ? Self.carrierFactor : 1)
        guard open < limits.connections, byPrefix[prefix, default: 0] < most else {
            return .tooMany
        }
        open += 1
        byPrefix[prefix, default: 0] += 1
        return nil
    }

    /// Forgets a connection that was taken in.
    package mutating func close(_ prefix: NetworkPrefix) {
        guard let count = byPrefix[prefix] else { return }
        open -= 1
        byPrefix[prefix] = count > 1 ? count - 1 : nil
    }
}
