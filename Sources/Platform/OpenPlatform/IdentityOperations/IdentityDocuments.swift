internal import Identity
internal import Primitives
internal import Service

extension Timestamp {
    /// The time as JSON.
    fileprivate var json: JSON { .string(rfc3339) }
}

extension Merchant {
    var json: JSON {
        [
            "id": JSON(id.rawValue), "slug": .string(slug), "name": .string(name),
            "currency": .string(currency), "created_at": created.json,
            "version": .integer(version),
        ]
    }
}

extension StaffMember {
    var json: JSON {
        [
            "id": .integer(id.rawValue), "email": .string(email), "name": .string(name),
            "role": .string(role.rawValue), "is_operator": .bool(isOperator),
            "is_disabled": .bool(isDisabled), "created_at": created.json,
            "version": .integer(version),
        ]
    }
}

extension Session {
    var json: JSON {
        [
            "id": .integer(id.rawValue), "address": .string(address), "created_at": created.json,
            "last_used_at": lastUsed.json, "expires_at": expires.json,
        ]
    }
}

extension APIKey {
    var json: JSON {
        [
            "id": .integer(id.rawValue), "name": .string(name), "start": .string(start),
            "role": .string(role.rawValue), "is_operator": .bool(isOperator),
            "maker": .integer(maker.rawValue), "created_at": created.json,
            "last_used_at": lastUsed?.json ?? .null, "revoked_at": revoked?.json ?? .null,
        ]
    }
}

extension AuditEntry {
    var json: JSON {
        [
            "id": .integer(id), "at": at.json, "actor_kind": .string(actorKind),
            "actor": .integer(actor), "actor_name": .string(actorName), "via": .string(via),
            "action": .string(action), "subject_kind": .string(subjectKind),
            "subject": .string(subject),
            "summary": (try? JSONParser.parse(summary.utf8)) ?? .null,
        ]
    }
}

extension Buyer {
    var json: JSON {
        [
            "id": JSON(id.rawValue), "email": .string(email), "name": .string(name),
            "country": .string(country), "created_at": created.json,
            "version": .integer(version),
        ]
    }
}

extension SignedInBuyer {
    var json: JSON {
        ["buyer": buyer.json, "token": .string(token), "expires_at": expires.json]
    }
}

extension SignedIn {
    var json: JSON {
        [
            "staff": .integer(principal.staff.rawValue),
            "merchant": JSON(principal.merchant.rawValue), "name": .string(principal.name),
            "role": .string(principal.role.rawValue),
            "is_operator": .bool(principal.isOperator), "csrf": .string(csrf),
            "expires_at": expires.json,
        ]
    }
}
