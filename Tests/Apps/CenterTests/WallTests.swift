import Center
import Foundation
import HTTPTypes
import Identity
import OpenPlatform
import Service
import Testing

/// The walls between merchants, between buyers, and around all of them: every path that a center
/// answers is asked for the first merchant's things by those whom they do not concern.
@Suite(.serialized) struct WallTests {
    @Test func `every operation and page keeps strangers out and changes nothing`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let known = Set(Door.all.map(\.route))
        let routes = Set(place.center.routes.map(Self.withoutFingerprint))
        for route in routes.symmetricDifference(known).sorted() {
            Issue.record("Door.all and the center's routes differ in \(route)")
        }
        let before = try Snapshot(place)
        for (party, name) in [
            (place.outsider, "another merchant's owner"),
            (place.foreigner, "another merchant's buyer"),
            (place.stranger, "another buyer"), (Marketplace.Party(), "nobody"),
        ] {
            for door in Door.all {
                let said = try Knock(door, party, place)
                let wanted = door.wanted(Door.parties.firstIndex(of: name) ?? 0)
                #expect(
                    said.meaning == wanted,
                    "\(door.route) \(door.path), \(name): \(said.answer.text.prefix(300))")
                if said.isPrivate {
                    #expect(
                        !said.tellsOf(place, before, isBuyer: name == "another buyer"),
                        "\(door.route) tells \(name): \(said.answer.text.prefix(300))")
                }
            }
            let after = try Snapshot(place)
            for (path, text) in before.texts {
                #expect(after.texts[path] == text, "\(name) changed \(path)")
            }
        }
    }

    /// The route of a file whose name changes with its content.
    private static func withoutFingerprint(_ route: String) -> String {
        route.replacing(/-[0-9a-f]{8,}\./, with: "-*.")
    }

    @Test func `forms without their token are refused whoever sends them`() throws {
        let place = try Marketplace()
        defer { place.close() }
        for door in Door.all where door.isForm && !door.route.hasSuffix("/console/sign-in") {
            let party = door.isShop ? place.buyer : place.owner
            let said = try Knock(door, party, place, isForged: true)
            #expect(said.answer.status == 403, "\(door.route): \(said.answer.text.prefix(300))")
        }
    }
}
