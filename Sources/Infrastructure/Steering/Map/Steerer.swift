package import IPLibrary

/// Chooses nodes for clients: a compiled map and what tells clients apart, as one value.
package struct Steerer: Sendable {
    /// The map.
    package let map: SteeringMap
    /// From addresses to pools.
    package let clients: ClientMap

    /// Joins the two.
    package init(map: SteeringMap, clients: ClientMap) {
        self.map = map
        self.clients = clients
    }

    /// The node for a client.
    package func choose(_ address: IPAddress) -> Choice {
        let pool = clients.pool(of: address)
        let table = map.tables[pool]
        return Choice(
            pool: pool, node: table.node(for: ClientMap.hash(address)),
            scope: clients.scope(of: address, isUniform: table.isUniform))
    }
}
