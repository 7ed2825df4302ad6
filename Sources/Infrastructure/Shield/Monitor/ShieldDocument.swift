internal import Primitives
package import Service

/// What the shield sees and does, as documents.
package enum ShieldDocument {
    /// All of it: state, figures of the last seconds, rules, events.
    package static func document(_ shield: ShieldCore, at now: ShieldMoment) -> JSON {
        [
            "at": .string(now.wall.rfc3339),
            "attacked_since": JSON(shield.attackedSince?.rfc3339),
            "guards_newcomers": .bool(shield.guardsNewcomers),
            "signals": .array(shield.signals.map { .string($0.explanation) }),
            "seconds": .array(shield.history.map(second)),
            "rules": .array(shield.rules.map { rule($0, at: now) }),
            "events": .array(shield.events.map(event)),
        ]
    }

    /// One event.
    package static func event(_ event: ShieldEvent) -> JSON {
        [
            "number": JSON(Optional(event.number)), "kind": .string(event.kind.rawValue),
            "at": .string(event.at.rfc3339), "began_at": .string(event.beganAt.rfc3339),
            "rule": JSON(event.rule), "explanation": .string(event.explanation),
        ]
    }

    /// One second.
    package static func second(_ second: SecondFigures) -> JSON {
        [
            "at": .string(second.at.rfc3339), "total": JSON(Optional(second.total)),
            "known": JSON(Optional(second.known)), "passed": JSON(Optional(second.passed)),
            "slowed": JSON(Optional(second.slowed)),
            "challenged": JSON(Optional(second.challenged)),
            "refused": JSON(Optional(second.refused)), "spared": JSON(Optional(second.spared)),
        ]
    }

    /// One rule.
    package static func rule(_ rule: ShieldRule, at now: ShieldMoment) -> JSON {
        func time(_ ticks: Int64) -> JSON {
            .string(now.wall.adding(milliseconds: ticks - now.milliseconds).rfc3339)
        }
        return [
            "number": JSON(Optional(rule.number)), "action": .string(rule.action.rawValue),
            "conditions": .array(rule.conditions.map { .string($0.description) }),
            "made_at": time(rule.madeAt), "expires_at": time(rule.expiresAt),
            "attack_share": .number(rule.attackShare), "good_share": .number(rule.goodShare),
            "matched": JSON(Optional(rule.matched)), "solved": JSON(Optional(rule.solved)),
            "buyers_matched": JSON(Optional(rule.buyersMatched)),
        ]
    }

    /// A second and its events as one message of a stream of server-sent events.
    package static func message(_ second: SecondFigures, _ events: [ShieldEvent]) -> [UInt8] {
        let document: JSON = [
            "second": self.second(second), "events": .array(events.map(event)),
        ]
        return Array("event: second\ndata: ".utf8) + document.bytes + Array("\n\n".utf8)
    }
}
