internal import IPLibrary
internal import Service

/// An explanation as JSON.
enum ExplanationText {
    static func json(_ explained: Explanation) -> JSON {
        let place = explained.place
        return [
            "address": .string("\(explained.address)"),
            "network": .string("\(explained.network)"),
            "place": [
                "country": .string(place.country), "province": .string(place.province),
                "city": .string(place.city), "operator": .string(place.networkOperator),
            ],
            "region": .string(explained.region), "operator": JSON(explained.networkOperator),
            "map": .integer(Int64(clamping: explained.version)),
            "overloaded": .bool(explained.isOverloaded),
            "reason": .string(explained.reason.text(.english)),
            "nodes": .array(explained.nodes.map { json($0) }),
        ]
    }

    private static func json(_ node: Explanation.Node) -> JSON {
        [
            "name": .string(node.name), "place": .string(node.place),
            "kilometers": node.kilometers.map { .number($0.rounded()) } ?? .null,
            "has_operator": .bool(node.hasOperator), "tier": .integer(Int64(node.tier)),
            "standing": .string(node.standing.rawValue), "load": .number(node.load),
            "capacity": .number(node.capacity), "share": .number(node.share),
            "weight": .number(node.weight), "chosen": .bool(node.isChosen),
        ]
    }
}
