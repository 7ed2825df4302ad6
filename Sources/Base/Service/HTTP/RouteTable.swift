package import HTTPTypes

/// Finds the route of a request: fixed parts go before `{name}` parts.
package struct RouteTable: Sendable {
    /// What is found.
    package enum Match: Sendable {
        /// The route, and what stands in its `{name}` parts.
        case route(Route, [String: String])
        /// The path is known, but not with this method; those it has.
        case otherMethods([HTTPRequest.Method])
        /// The path is not known.
        case nothing
    }

    private final class Node: Sendable {
        let fixed: [String: Node]
        let parameter: (name: String, node: Node)?
        let rest: (name: String, routes: [Route])?
        let routes: [Route]

        init(_ entries: [(parts: ArraySlice<Substring>, route: Route)]) {
            var groups: [String: [(parts: ArraySlice<Substring>, route: Route)]] = [:]
            var own: [Route] = []
            var open: [(parts: ArraySlice<Substring>, route: Route)] = []
            var openName = ""
            var rest: (name: String, routes: [Route])?
            for entry in entries {
                guard let part = entry.parts.first else {
                    own.append(entry.route)
                    continue
                }
                let tail = (parts: entry.parts.dropFirst(), route: entry.route)
                if part.hasSuffix("*}") {
                    rest = (
                        String(part.dropFirst().dropLast(2)), (rest?.routes ?? []) + [tail.route]
                    )
                } else if part.hasPrefix("{") {
                    let name = String(part.dropFirst().dropLast())
                    precondition(
                        openName.isEmpty || openName == name,
                        "\(entry.route.pattern): {\(name)} is {\(openName)} in another route")
                    openName = name
                    open.append(tail)
                } else {
                    groups[String(part), default: []].append(tail)
                }
            }
            let methods = own.map(\.method)
            precondition(Set(methods).count == methods.count, "two routes: \(own.map(\.pattern))")
            fixed = groups.mapValues { Node($0) }
            parameter = open.isEmpty ? nil : (openName, Node(open))
            self.rest = rest
            routes = own
        }
    }

    private let root: Node

    /// Builds the table; traps on two routes for the same method and path.
    package init(_ routes: [Route]) {
        root = Node(routes.map { (parts: $0.pattern.split(separator: "/")[...], route: $0) })
    }

    /// Finds the route for a path without query, such as `/v1/products/7`. A path that is written
    /// otherwise, with an empty part or a slash at its end, has no route.
    package func match(_ method: HTTPRequest.Method, _ path: some StringProtocol) -> Match {
        guard path.utf8.first == UInt8(ascii: "/") else { return .nothing }
        var parts = path.split(separator: "/", maxSplits: 40, omittingEmptySubsequences: false)[...]
        guard parts.popFirst()?.isEmpty == true else { return .nothing }
        if parts.count == 1, parts.last?.isEmpty == true { parts = [] }
        guard parts.count <= 32 else { return .nothing }
        var found: [Route] = []
        var parameters: [String: String] = [:]
        var node = root
        var isWhole = true
        for (index, part) in zip(parts.indices, parts) {
            if let next = node.fixed[String(part)] {
                node = next
            } else if let parameter = node.parameter, !part.isEmpty {
                parameters[parameter.name] = Query.decode(part)
                node = parameter.node
            } else if let rest = node.rest {
                parameters[rest.name] = parts[index...].map { Query.decode($0) }
                    .joined(separator: "/")
                found = rest.routes
                isWhole = false
                break
            } else {
                return .nothing
            }
        }
        if isWhole { found = node.routes }
        if found.isEmpty { return .nothing }
        if let route = found.first(where: { $0.method == method }) {
            return .route(route, parameters)
        }
        return .otherMethods(found.map(\.method))
    }
}
