extension StorableHead {
    private init(_ other: StorableHead, _ status: Int, _ fields: Fields, _ range: ContentRange?) {
        key = other.key
        self.status = status
        self.fields = fields
        self.range = range
        vary = other.vary
        freshness = other.freshness
        directives = other.directives
        tags = other.tags
        epoch = other.epoch
    }

    /// The head of a response that was stored before; nil where it has too many tags.
    init?(
        key: CacheKey, status: Int, fields: Fields, range: ContentRange?, vary: VaryKey,
        freshness: Freshness, epoch: UInt64, ledger: PurgeLedger
    ) {
        guard let tags = Self.tags(fields, ledger) else { return nil }
        self.key = key
        self.status = status
        self.fields = fields
        self.range = range
        self.vary = vary
        self.freshness = freshness
        directives = ResponseDirectives(fields)
        self.tags = tags
        self.epoch = epoch
    }

    /// The same with another status, other fields and another part.
    func with(status: Int, fields: Fields, range: ContentRange?) -> StorableHead {
        var fields = fields
        fields.remove(.contentLength)
        fields.remove(.contentRange)
        if let range { fields.append(.contentRange, range.text) }
        return StorableHead(self, status, fields, range)
    }
}
