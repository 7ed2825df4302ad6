import Center
import Foundation
import Identity
import Service
import Testing

/// One request to a door, with the first merchant's identifiers.
struct Knock {
    let door: Door
    let answer: Web.Answer

    /// A browser that the storefront knows, without an account.
    private static let visitor = String(repeating: "5a", count: 32)

    /// - Parameter isForged: sends a form with the token of another cookie.
    init(
        _ door: Door, _ party: Marketplace.Party, _ place: Marketplace, isForged: Bool = false
    ) throws {
        self.door = door
        let method = String(door.route.prefix { $0 != " " })
        var path = door.path + door.query
        if door.isShop { path = path.replacing("{merchant}", with: "online-retail") }
        func filled(_ text: String) -> String {
            place.things.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
        }
        path = filled(path)
        if path.contains("*") {
            let ends = path.split(separator: "*").map(String.init)
            path = place.center.routes.map { String($0.dropFirst(method.count + 1)) }
                .first { $0.hasPrefix(ends[0]) && $0.hasSuffix(ends[1]) } ?? path
        }
        guard door.isPage else {
            let body = try door.body.map { try JSONParser.parse(filled($0).utf8) }
            answer = try place.api(method, path, body, as: party)
            return
        }
        var cookies = party.cookie.map { [$0] } ?? []
        var csrf = party.csrf
        if door.isShop {
            cookies.append("spillway_visitor=" + Self.visitor)
            // Whoever is no buyer of this store is a visitor to it.
            if party.cookie != place.stranger.cookie { csrf = CSRFToken.of(Self.visitor) }
        }
        if isForged { csrf = CSRFToken.of("another cookie") }
        var headers = cookies.isEmpty ? [] : [("Cookie", cookies.joined(separator: "; "))]
        if door.isScreen, let bearer = party.bearer {
            headers.append(("Authorization", "Bearer " + bearer))
        }
        guard method == "POST" else {
            answer = try place.web.ask(method, path, headers)
            return
        }
        headers.append(("Content-Type", "application/x-www-form-urlencoded"))
        let form = "csrf=\(csrf)&" + filled(door.body ?? Door.usualForm)
        answer = try place.web.ask(method, path, headers, Array(form.utf8))
    }

    /// The status, `in` for a page that asks to sign in, `open` for what everybody may have.
    var meaning: String {
        let isFine = (200...399).contains(answer.status)
        if (300...399).contains(answer.status),
            answer.headers["location"]?.contains("/sign-in") == true
        {
            return "in"
        }
        return isFine && door.isOpen ? "open" : "\(answer.status)"
    }

    /// Whether it was answered with what is for whoever asked alone.
    var isPrivate: Bool { !door.isOpen && (200...299).contains(answer.status) }

    /// Whether the answer holds anything of the first merchant's that whoever asked may not read.
    func tellsOf(_ place: Marketplace, _ snapshot: Snapshot, isBuyer: Bool) -> Bool {
        if answer.text.contains(Marketplace.secret) { return true }
        if door.isShop { return false }
        if !isBuyer, answer.text.contains(Marketplace.mark) { return true }
        let isAsked = door.route.hasPrefix("GET") && !door.query.contains("{order}")
        if isAsked, let order = place.things["order"], answer.text.contains(order) { return true }
        if isBuyer, !door.route.hasPrefix("GET /v1/me") { return false }
        let path = snapshot.texts.keys.first { $0 == door.route }
        guard let path, let own = snapshot.texts[path],
            let theirs = try? JSONParser.parse(own.utf8)
        else { return false }
        let items = Set(theirs["items"]?.array ?? [])
        guard let given = answer.json["items"]?.array else { return answer.json == theirs }
        return given.contains(where: items.contains)
    }
}
