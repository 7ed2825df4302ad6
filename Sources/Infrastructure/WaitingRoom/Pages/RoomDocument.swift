internal import Primitives
package import Service

/// The answers of a room as documents, for apps.
package enum RoomDocument {
    /// What the app keeps is in `ticket` or `pass`; when to ask again, in `poll_seconds`.
    package static func document(_ answer: RoomAnswer, _ settings: RoomSettings) -> JSON {
        var members: [JSON.Member] = [.init("room", .integer(Int64(settings.id.rawValue)))]
        switch answer {
        case .inside(let pass):
            members += [.init("state", "inside"), expiry(pass)]
        case .admitted(let pass, let text):
            members += [.init("state", "admitted"), .init("pass", .string(text)), expiry(pass)]
        case .waiting(let view):
            members += waiting(view, settings)
        case .dismissed(let reason):
            members += [.init("state", "dismissed"), .init("reason", .string(reason.code))]
        case .refused(let fault):
            members += [.init("state", "refused"), .init("reason", .string(fault.rawValue))]
        case .unidentified:
            members += [.init("state", "unidentified")]
        }
        return .object(members)
    }

    private static func expiry(_ pass: Pass) -> JSON.Member {
        .init("expires_at", .string(pass.expires.rfc3339))
    }

    private static func waiting(_ view: WaitingView, _ settings: RoomSettings) -> [JSON.Member] {
        var members: [JSON.Member] = [
            .init("state", .string(view.stage.rawValue)), .init("ticket", .string(view.ticket)),
            .init("poll_seconds", .integer(Int64(view.pollSeconds))),
            .init("starts_at", .string(settings.startsAt.rfc3339)),
            .init("waiting", .integer(Int64(view.waiting))), .init("cut_off", .bool(view.isCutOff)),
        ]
        if let estimate = view.estimate, view.stage == .waiting {
            members += [
                .init("place", range(estimate.place.lowerBound, estimate.place.upperBound)),
                .init("wait_seconds", range(estimate.leastSeconds, estimate.mostSeconds)),
                .init("beyond_stock", .bool(estimate.isBeyondStock)),
            ]
        }
        if view.joined < settings.startsAt {
            members.append(
                .init(
                    "draw",
                    [
                        "code": .string("\(view.holder.code)"),
                        "commitment": .string(settings.commitment),
                        "number": JSON(view.drawn.map(CheckDrawPage.hexadecimal)),
                    ]))
        }
        if let note = view.note { members.append(.init("note", .string(note.rawValue))) }
        return members
    }

    private static func range(_ least: Int?, _ most: Int?) -> JSON {
        ["from": JSON(least), "to": JSON(most)]
    }
}
