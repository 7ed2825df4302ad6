internal import Shield

/// One setting: its name, what it may be, and what it sets.
struct EdgeSetting: Sendable {
    let name: String
    /// What is wanted, for messages.
    let wanted: String
    /// Sets it; false where the text is not what is wanted.
    let set: @Sendable (inout EdgeOptions, String) -> Bool

    /// A whole number in a range.
    private static func number(
        _ name: String, _ range: ClosedRange<Int>,
        _ set: @escaping @Sendable (inout EdgeOptions, Int) -> Void
    ) -> EdgeSetting {
        EdgeSetting(
            name: name, wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)"
        ) { options, text in
            guard let number = Int(text), range.contains(number) else { return false }
            set(&options, number)
            return true
        }
    }

    private static func flag(
        _ name: String, _ set: @escaping @Sendable (inout EdgeOptions, Bool) -> Void
    ) -> EdgeSetting {
        EdgeSetting(name: name, wanted: "true or false") { options, text in
            guard let value = Bool(text) else { return false }
            set(&options, value)
            return true
        }
    }

    /// A rate, such as `50/400`: so many a second for long, so many at once.
    private static func rate(
        _ name: String, _ set: @escaping @Sendable (inout ShieldLimits, RateLimit) -> Void
    ) -> EdgeSetting {
        EdgeSetting(
            name: name, wanted: "requests a second and at once, such as 50/400, up to a million"
        ) { options, text in
            let parts = text.split(separator: "/").compactMap { Int($0) }
            guard parts.count == 2, parts.allSatisfy({ (1...1_000_000).contains($0) }) else {
                return false
            }
            if var shield = options.shield {
                set(&shield.limits, RateLimit(perSecond: parts[0], burst: parts[1]))
                options.shield = shield
            }
            return true
        }
    }

    static let all: [EdgeSetting] = [
        EdgeSetting(name: "origins", wanted: "centers as host:port, with commas between them") {
            let parts = $1.split(separator: ",").map { String($0.filter { $0 != " " }) }
            let origins = parts.compactMap { OriginAddress($0) }
            guard !origins.isEmpty, origins.count == parts.count, origins.count <= 64 else {
                return false
            }
            $0.origins = origins
            return true
        },
        EdgeSetting(name: "host", wanted: "an address of this machine") {
            guard !$1.isEmpty, $1.count <= 255, !$1.contains(" ") else { return false }
            $0.host = $1
            return true
        },
        number("port", 0...65_535) { $0.port = $1 },
        number("securePort", -1...65_535) { $0.securePort = $1 < 0 ? nil : $1 },
        EdgeSetting(name: "certificate", wanted: "the path of a certificate, as PEM") {
            guard isPath($1) else { return false }
            $0.certificate = TLSFiles(certificate: $1, key: $0.certificate?.key ?? "")
            return true
        },
        EdgeSetting(name: "key", wanted: "the path of the certificate's private key, as PEM") {
            guard isPath($1) else { return false }
            $0.certificate = TLSFiles(certificate: $0.certificate?.certificate ?? "", key: $1)
            return true
        },
        number("adminPort", 0...65_535) { $0.adminPort = $1 },
        number("threads", 1...256) { $0.eventLoops = $1 },
        number("memoryMegabytes", 1...1_000_000) { $0.cache.memoryBytes = $1 << 20 },
        number("diskMegabytes", 0...100_000_000) { $0.diskBytes = $1 << 20 },
        number("objectKilobytes", 1...1_000_000) { $0.cache.objectBytes = $1 << 10 },
        number("heuristicPercent", 0...100) { $0.cache.heuristicPercent = $1 },
        number("heuristicSeconds", 0...31_536_000) { $0.cache.heuristicSeconds = $1 },
        number("disconnectedSeconds", 0...31_536_000) {
            $0.cache.disconnectedSeconds = Int64($1)
        },
        flag("honorsRequests") { $0.cache.honorsRequests = $1 },
        number("connections", 1...1_000_000) { $0.connections = $1 },
        number("originConnections", 1...65_535) { $0.originConnections = $1 },
        number("headSeconds", 1...3600) { $0.headSeconds = Int64($1) },
        number("idleSeconds", 1...3600) { $0.idleSeconds = Int64($1) },
        number("stallSeconds", 1...3600) { $0.stallSeconds = Int64($1) },
        number("connectMilliseconds", 1...60_000) { $0.connectMilliseconds = Int64($1) },
        number("answerSeconds", 1...3600) { $0.answerSeconds = Int64($1) },
        number("pieceSeconds", 1...3600) { $0.pieceSeconds = Int64($1) },
        number("holdSeconds", 0...3600) { $0.holdSeconds = Int64($1) },
        number("heldRequests", 0...1_000_000) { $0.heldRequests = $1 },
        number("collapseSeconds", 1...3600) { $0.collapseSeconds = Int64($1) },
        number("breakerFailures", 1...1000) { $0.breakerFailures = $1 },
        number("breakerMilliseconds", 1...3_600_000) { $0.breakerMilliseconds = Int64($1) },
        EdgeSetting(name: "healthPath", wanted: "a path, such as /health, or nothing") {
            guard $1.isEmpty || $1.hasPrefix("/"), $1.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else { return false }
            $0.healthPath = $1
            return true
        },
        number("healthSeconds", 1...3600) { $0.healthSeconds = Int64($1) },
        number("drainSeconds", 0...3600) { $0.drainSeconds = Int64($1) },
        EdgeSetting(
            name: "centerToken", wanted: "the token of the center's edges, 16 to 200 letters"
        ) {
            guard (16...200).contains($1.utf8.count), $1.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else { return false }
            $0.centerToken = $1
            return true
        },
        number("edgeNumber", 1...65_535) { $0.number = UInt16($1) },
        EdgeSetting(
            name: "guardedPaths", wanted: "paths such as /checkout, with commas between them"
        ) {
            let paths = $1.split(separator: ",").map { String($0.filter { $0 != " " }) }
            guard paths.count <= 64, paths.allSatisfy({ isGuardable($0) }) else { return false }
            $0.guardedPaths = paths
            return true
        },
        flag("shield") { $0.shield = $1 ? $0.shield ?? ShieldOptions() : nil },
        EdgeSetting(name: "ipLibrary", wanted: "the path of a compiled IP library") {
            guard isPath($1) else { return false }
            $0.shield?.library = $1
            return true
        },
        flag("shieldLoopback") { $0.shield?.watchesLoopback = $1 },
        number("connectionsPerPrefix", 1...1_000_000) { $0.shield?.connectionsPerPrefix = $1 },
        rate("buyerRate") { $0.buyer = $1 }, rate("deviceRate") { $0.device = $1 },
        rate("clearedRate") { $0.cleared = $1 }, rate("broadbandRate") { $0.broadband = $1 },
        rate("carrierRate") { $0.carrier = $1 }, rate("hostingRate") { $0.hosting = $1 },
        rate("checkoutRate") { $0.checkout = $1 },
        number("newcomers", 1...1_000_000) { $0.shield?.limits.newcomerFloor = $1 },
        number("guestCheckouts", 1...1_000_000) { $0.shield?.limits.guestCheckoutFloor = $1 },
        flag("trustsForwarded") { $0.trustsForwarded = $1 },
        flag("proxyProtocol") { $0.expectsProxyProtocol = $1 },
    ]
}
