import Center
import HTTPTypes
import Identity
import OpenPlatform
import Service
import Testing

/// What the first merchant's owner and buyer read, everywhere.
struct Snapshot {
    /// The answers by route.
    private(set) var texts: [String: String] = [:]

    /// What tells of the time, of the platform or of other merchants by right, or counts everybody
    /// who looks around in the shop or is refused there.
    private static let excluded: Set = [
        "getHealth", "getMetrics", "listMerchants", "listSessions", "listAPIKeys", "getAPIKey",
        "getMoneyBooks", "listRoles", "followEvents", "followAsEdge",
        "getSaleCalendar", "getStatistics",
    ]

    init(_ place: Marketplace) throws {
        for operation in place.center.operations
        where operation.method == .get && !Self.excluded.contains(operation.id) {
            let path = place.things.reduce(operation.path) {
                $0.replacing("{\($1.key)}", with: $1.value)
            }
            let isBuyers = operation.actions.allSatisfy { [.profileOwn, .cartOwn].contains($0) }
            let answer = try place.api(
                "GET", path, as: isBuyers ? place.buyer : place.owner)
            #expect(answer.status == 200, "\(operation.id) \(path): \(answer.text.prefix(300))")
            // Where the journal stood as it was read is of all merchants.
            texts["GET \(operation.path)"] = answer.text.replacing(/"position":[0-9]+,/, with: "")
        }
    }
}
