/// Keys of orders that went through this edge lately.
struct SeenKeys {
    /// Keys of one generation; two are kept.
    private static let limit = 50_000
    private var young: Set<Int> = []
    private var old: Set<Int> = []

    /// Whether it went through before; it has from now on.
    mutating func insert(_ key: Int) -> Bool {
        if old.contains(key) { return true }
        guard young.insert(key).inserted else { return true }
        if young.count >= Self.limit {
            old = young
            young = []
        }
        return false
    }

    /// It did not go through after all.
    mutating func remove(_ key: Int) {
        young.remove(key)
        old.remove(key)
    }
}
