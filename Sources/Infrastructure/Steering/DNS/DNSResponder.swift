package import IPLibrary

/// Answers questions: pure, from the bytes of a question to those of an answer.
package struct DNSResponder: Sendable {
    /// What was answered, for counters and the limit of rates.
    package struct Outcome: Sendable {
        /// How it went.
        package var code: DNSCode
        /// What is alike to answers: one of a name and a type, or an error.
        package var kind: UInt64
        /// The pool that was served a node; nil for other answers.
        package var pool: Int?
        /// Whether it was cut for being too large.
        package var isTruncated = false
    }

    private let zone: DNSZone
    /// Bytes of an answer over UDP at most, so that it is not fragmented (DNS flag day 2020).
    private static let udpBytes = 1232
    private static let plainBytes = 512

    /// Answers for a zone.
    package init(_ zone: DNSZone) { self.zone = zone }

    /// Writes the answer to `output`, from its start.
    ///
    /// - Returns: nil where nothing is to be sent.
    package func answer(
        _ bytes: Span<UInt8>, from resolver: IPAddress, isStream: Bool, steerer: Steerer,
        into output: inout [UInt8]
    ) -> Outcome? {
        var query: DNSQuery
        var code = DNSCode.noError
        switch DNSQuery.read(bytes) {
        case .nothing: return nil
        case .question(let read): query = read
        case .wrong(let read, let wrong): (query, code) = (read, wrong)
        }
        output.removeAll(keepingCapacity: true)
        var answer = DNSAnswer(query, bytes, into: &output)
        var outcome = Outcome(code: code, kind: UInt64(code.rawValue) | 1 << 62, pool: nil)
        if code == .noError {
            fill(&answer, query, bytes, resolver, steerer, &outcome, &output)
        }
        let limit =
            isStream
            ? 65_535 : min(Self.udpBytes, query.edns.map(\.payload) ?? Self.plainBytes)
        outcome.isTruncated = answer.finish(query, outcome.code, limit: limit, &output)
        return outcome
    }

    /// Makes an answer that was written one that asks to come over TCP (RFC 1035, 4.2.1): header
    /// and question alone.
    package static func truncate(_ output: inout [UInt8]) {
        var end = DNSQuery.headerBytes
        if output[5] == 1 {
            while output[end] != 0 { end += 1 + Int(output[end]) }
            end += 5
        }
        output.removeLast(output.count - end)
        output[2] |= 0x02
        for index in 6..<DNSQuery.headerBytes { output[index] = 0 }
    }

    private func fill(
        _ answer: inout DNSAnswer, _ query: DNSQuery, _ bytes: Span<UInt8>,
        _ resolver: IPAddress, _ steerer: Steerer, _ outcome: inout Outcome,
        _ output: inout [UInt8]
    ) {
        guard query.class == 1, let apex = zone.apexOffset(query, in: bytes),
            query.type != DNSType.axfr, query.type != DNSType.ixfr
        else {
            outcome.code = .refused
            outcome.kind = UInt64(DNSCode.refused.rawValue) | 1 << 62
            return
        }
        answer.isAuthority = true
        guard let entry = zone.find(query, in: bytes) else {
            outcome.code = .noSuchName
            outcome.kind = UInt64(DNSCode.noSuchName.rawValue) | 1 << 62
            return negative(&answer, apex, &output)
        }
        outcome.kind = query.nameHash &+ UInt64(query.type)
        if entry.isSteered, query.type == DNSType.a || query.type == DNSType.aaaa {
            return steer(&answer, query, apex, resolver, steerer, &outcome, &output)
        }
        if query.type == DNSType.any {
            // One small record instead of all (RFC 8482, 4.2).
            answer.add(
                .answer, DNSType.hinfo, zone.options.fixedSeconds, Array("\u{7}RFC8482\u{0}".utf8),
                &output)
            return
        }
        guard let records = entry.records[query.type], !records.isEmpty else {
            return negative(&answer, apex, &output)
        }
        for data in records {
            answer.add(.answer, query.type, zone.options.fixedSeconds, data, &output)
        }
        if query.type == DNSType.ns { glue(&answer, &output) }
    }

    /// The addresses of the node that the client is steered to.
    private func steer(
        _ answer: inout DNSAnswer, _ query: DNSQuery, _ apex: Int, _ resolver: IPAddress,
        _ steerer: Steerer, _ outcome: inout Outcome, _ output: inout [UInt8]
    ) {
        // A length of 0 asks not to be told by the client's network (RFC 7871, 7.1.2).
        let subnet = query.edns?.subnet.flatMap { $0.sourceLength > 0 ? $0 : nil }
        let choice = steerer.choose(subnet?.address ?? resolver)
        if subnet != nil { answer.scope = choice.scope }
        guard let number = choice.node else {
            outcome.code = .serverFailure
            return
        }
        outcome.pool = choice.pool
        let family = query.type == DNSType.a ? IPFamily.v4 : .v6
        var isEmpty = true
        for address in steerer.map.plan.nodes[number].addresses where address.family == family {
            isEmpty = false
            answer.add(.answer, query.type, zone.options.nodeSeconds, address, &output)
        }
        if isEmpty { negative(&answer, apex, &output) }
    }

    /// The SOA record, by which a resolver knows for how long there is nothing (RFC 2308, 3).
    private func negative(_ answer: inout DNSAnswer, _ apex: Int, _ output: inout [UInt8]) {
        let seconds = min(zone.options.negativeSeconds, zone.options.fixedSeconds)
        answer.add(.authority(apex), DNSType.soa, seconds, zone.soa, &output)
    }

    private func glue(_ answer: inout DNSAnswer, _ output: inout [UInt8]) {
        for server in zone.glue {
            for type in [DNSType.a, DNSType.aaaa] {
                for data in server.records[type] ?? [] {
                    answer.add(
                        .additional(server.name), type, zone.options.fixedSeconds, data, &output)
                }
            }
        }
    }
}
