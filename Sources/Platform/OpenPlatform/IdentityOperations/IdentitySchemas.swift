internal import Identity
internal import Primitives
internal import Service

extension Schema {
    /// What a text field takes.
    static func field(_ rule: FieldRule, example: String? = nil) -> Schema {
        let form = rule.pattern.map { pattern in
            TextForm(pattern: pattern, wanted: rule.wanted) { rule.takes($0) }
        }
        return .text(
            minimum: rule.minimum, maximum: rule.maximum, form: form ?? .anything, example: example)
    }

    static let email = field(.email, example: "ann@example.org")
    static let country = field(.country, example: "GB")
    /// A password where one is asked for: any text.
    static let currentPassword = text(maximum: 200)
    static let role = choice(Role.allCases.map(\.rawValue))
    /// The number in the `ETag`.
    private static let version = integer(minimum: 1, maximum: 9_007_199_254_740_991)
    static let shownPassword = text(minimum: 1, maximum: 40)

    static let merchant = named(
        "Merchant",
        .object([
            .required("id", .identifier), .required("slug", .field(.slug, example: "north-shop")),
            .required("name", .field(.name)), .required("currency", .field(.currency)),
            .required("created_at", .time), .required("version", version),
        ]))

    static let staff = named(
        "Staff",
        .object([
            .required("id", .identifier), .required("email", .email),
            .required("name", .field(.name)), .required("role", .role),
            .required("is_operator", .boolean), .required("is_disabled", .boolean),
            .required("created_at", .time), .required("version", version),
        ]))

    static let session = named(
        "Session",
        .object([
            .required("id", .identifier), .required("address", .text(maximum: 64)),
            .required("created_at", .time), .required("last_used_at", .time),
            .required("expires_at", .time),
        ]))

    static let apiKey = named(
        "APIKey",
        .object([
            .required("id", .identifier), .required("name", .field(.name)),
            .required("start", .text(maximum: 12)), .required("role", .role),
            .required("is_operator", .boolean), .required("maker", .identifier),
            .required("created_at", .time), .required("last_used_at", .nullable(.time)),
            .required("revoked_at", .nullable(.time)),
        ]))

    static let auditEntry = named(
        "AuditEntry",
        .object([
            .required("id", .identifier), .required("at", .time),
            .required("actor_kind", .text(maximum: 20)),
            .required("actor", .integer(minimum: 0, maximum: 9_007_199_254_740_991)),
            .required("actor_name", .text(maximum: 200)), .required("via", .text(maximum: 40)),
            .required("action", .text(maximum: 80)),
            .required("subject_kind", .text(maximum: 40)),
            .required("subject", .text(maximum: 200)), .required("summary", .anything),
        ]))

    static let buyer = named(
        "Buyer",
        .object([
            .required("id", .identifier), .required("email", .email),
            .required("name", .field(.name)), .required("country", .country),
            .required("created_at", .time), .required("version", version),
        ]))

    static let signedInBuyer = named(
        "SignedInBuyer",
        .object([
            .required("buyer", .buyer),
            .required("token", .text(maximum: 100), "Send it as `Authorization: Bearer`."),
            .required("expires_at", .time),
        ]))

    /// The fields of an address, of which some may be left out.
    package static let addressProperties = Address.fields.map { field in
        field.rule.minimum > 0
            ? Property.required(field.name, .field(field.rule))
            : Property.optional(field.name, .field(field.rule))
    }

    static let address = named(
        "Address", .object([.required("id", .identifier)] + addressProperties))
}
