internal import Primitives
package import Service

/// Reports and grants as documents, between edges and a center. Numbers of 64 bits are texts.
package enum RoomMessages {
    /// An edge's report.
    package static func document(_ report: EdgeReport) -> JSON {
        [
            "edge": JSON(report.edge.rawValue), "incarnation": text(report.incarnation),
            "number": text(report.number), "epoch": JSON(report.epoch),
            "highest_lease": text(report.highestLease),
            "leases": .array(
                report.leases.map {
                    [
                        "number": text($0.number), "used": JSON($0.used),
                        "is_closed": .bool($0.isClosed),
                    ]
                }), "door": JSON(report.door), "density": document(report.density),
        ]
    }

    /// The report of a document; nil for one of another form.
    package static func report(_ document: JSON) -> EdgeReport? {
        guard let edge = document["edge"]?.integer.flatMap({ UInt16(exactly: $0) }),
            let incarnation = word(document["incarnation"]),
            let number = word(document["number"]),
            let epoch = document["epoch"]?.integer.flatMap({ UInt32(exactly: $0) }),
            let highest = word(document["highest_lease"]),
            let door = document["door"]?.integer.flatMap({ UInt32(exactly: $0) }),
            let density = density(document["density"]),
            let list = document["leases"]?.array, list.count <= CreditLessor.maximumLeases
        else { return nil }
        var leases: [LeaseUse] = []
        for lease in list {
            guard let number = word(lease["number"]),
                let used = lease["used"]?.integer.flatMap({ UInt32(exactly: $0) }),
                let isClosed = lease["is_closed"]?.bool
            else { return nil }
            leases.append(LeaseUse(number: number, used: used, isClosed: isClosed))
        }
        return EdgeReport(
            edge: EdgeID(edge), incarnation: incarnation, number: number, epoch: epoch,
            highestLease: highest, leases: leases, door: door, density: density)
    }

    /// A center's grant.
    package static func document(_ grant: CenterGrant) -> JSON {
        let lease: JSON =
            grant.lease.map {
                [
                    "number": text($0.number), "first_serial": text($0.firstSerial),
                    "count": JSON($0.count),
                ]
            } ?? .null
        return [
            "epoch": JSON(grant.epoch), "edge": JSON(grant.edge.rawValue),
            "incarnation": text(grant.incarnation), "report": text(grant.report), "lease": lease,
            "settled": .array(grant.settled.map(text)), "phase": document(grant.phase),
            "frontier": text(grant.frontier.rawValue), "density": document(grant.density),
            "outlook": [
                "slowest": JSON(grant.outlook.slowestPerMinute),
                "fastest": JSON(grant.outlook.fastestPerMinute),
                "stock_left": JSON(grant.outlook.stockLeft),
            ],
        ]
    }

    /// The grant of a document; nil for one of another form.
    package static func grant(_ document: JSON) -> CenterGrant? {
        guard let epoch = document["epoch"]?.integer.flatMap({ UInt32(exactly: $0) }),
            let edge = document["edge"]?.integer.flatMap({ UInt16(exactly: $0) }),
            let incarnation = word(document["incarnation"]),
            let report = word(document["report"]), let phase = phase(document["phase"]),
            let frontier = word(document["frontier"]), let density = density(document["density"]),
            let settled = document["settled"]?.array
        else { return nil }
        var lease: CreditLease?
        if let given = document["lease"], !given.isNull {
            guard let number = word(given["number"]), let first = word(given["first_serial"]),
                let count = given["count"]?.integer.flatMap({ UInt32(exactly: $0) })
            else { return nil }
            lease = CreditLease(number: number, firstSerial: first, count: count)
        }
        let outlook = document["outlook"]
        return CenterGrant(
            epoch: epoch, edge: EdgeID(edge), incarnation: incarnation, report: report,
            lease: lease, settled: settled.compactMap { word($0) }, phase: phase,
            frontier: Position(frontier), density: density,
            outlook: Outlook(
                slowestPerMinute: Int(clamping: outlook?["slowest"]?.integer ?? 0),
                fastestPerMinute: Int(clamping: outlook?["fastest"]?.integer ?? 0),
                stockLeft: outlook?["stock_left"]?.integer))
    }

    private static func document(_ phase: RoomPhase) -> JSON {
        switch phase {
        case .gathering: ["state": "gathering"]
        case .admitting(let seed): ["state": "admitting", "seed": .string(seed.text)]
        case .dismissed(let reason): ["state": "dismissed", "reason": JSON(reason.rawValue)]
        }
    }

    private static func phase(_ document: JSON?) -> RoomPhase? {
        switch document?["state"]?.string {
        case "gathering": .gathering
        case "admitting":
            document?["seed"]?.string.flatMap { DrawSeed(text: $0) }.map { .admitting($0) }
        case "dismissed":
            document?["reason"]?.integer.flatMap { UInt8(exactly: $0) }
                .flatMap { Dismissal(rawValue: $0) }.map { .dismissed($0) }
        default: nil
        }
    }

    /// Sections with somebody in them alone: `[section, count, …]`.
    private static func document(_ density: LineDensity) -> JSON {
        var flat: [JSON] = []
        for (section, count) in density.counts.enumerated() where count > 0 {
            flat += [JSON(section), JSON(count)]
        }
        return .array(flat)
    }

    private static func density(_ document: JSON?) -> LineDensity? {
        guard let flat = document?.array, flat.count.isMultiple(of: 2),
            flat.count <= 2 * LineScale.sections
        else { return nil }
        var counts = [UInt32](repeating: 0, count: LineScale.sections)
        for index in stride(from: 0, to: flat.count, by: 2) {
            guard let section = flat[index].integer, counts.indices.contains(Int(section)),
                let count = flat[index + 1].integer.flatMap({ UInt32(exactly: $0) })
            else { return nil }
            counts[Int(section)] = count
        }
        return LineDensity(counts: counts)
    }

    private static func text(_ word: UInt64) -> JSON { .string("\(word)") }

    private static func word(_ document: JSON?) -> UInt64? {
        document?.string.flatMap { UInt64($0) }
    }
}
