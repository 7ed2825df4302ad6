extension Fields {
    /// Without the fields of one connection: the known ones and those that `Connection` names (RFC
    /// 9110 §7.6.1). A name in it that would take out what the message is framed or found by is
    /// passed over.
    package func ofAllHops() -> Fields {
        var result = self
        let named = members(.connection).map { $0.map(\.lowercased) }
            .filter { !Self.kept.contains($0) }
        result.filter { name, text in
            !name.isOfOneHop && (named.isEmpty || !named.contains(Array(text)))
        }
        return result
    }

    private static let kept: Set<[UInt8]> = Set(
        [
            "host", "content-length", "cache-control", "cdn-cache-control", "authorization",
            "vary", "date", "expires", "surrogate-key", "cache-tag", "x-forwarded-for", "forwarded",
        ].map { Array($0.utf8) })
}
