internal import Shield

/// What kind of network an operator runs, by the words that IP libraries use for it.
enum NetworkKinds {
    private static let carriers = [
        "移动", "铁通", "mobile", "wireless", "cellular", "vodafone", "orange", "t-mobile",
        "telefonica",
    ]
    private static let hosts = [
        "云", "数据中心", "机房", "cloud", "amazon", "google", "microsoft", "hetzner", "ovh",
        "digitalocean", "linode", "hosting", "datacenter", "data center",
    ]

    static func kind(of words: String) -> NetworkKind {
        guard !words.isEmpty else { return .unknown }
        let words = words.lowercased()
        if hosts.contains(where: { words.contains($0) }) { return .hosting }
        return carriers.contains { words.contains($0) } ? .carrier : .broadband
    }
}
