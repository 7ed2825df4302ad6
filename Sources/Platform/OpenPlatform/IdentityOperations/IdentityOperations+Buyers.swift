internal import HTTPTypes
internal import Identity
internal import Primitives
internal import Service

extension IdentityOperations {
    static func buyers(_ identity: Identity) -> [Operation] {
        let signUp = Schema.object([
            .required("merchant", .field(.slug), "The slug of the store."),
            .required("email", .email), .required("password", .field(.password)),
            .required("name", .field(.name)), .required("country", .country),
        ])
        let signIn = Schema.object([
            .required("merchant", .field(.slug), "The slug of the store."),
            .required("email", .email), .required("password", .currentPassword),
        ])
        return [
            Operation(
                "signUp", .post, "/v1/buyers", tag: "Buyers",
                "Makes a buyer's account and signs them in.", [], body: .json(signUp),
                success: .init(201, .signedInBuyer), conflicts: ["email_taken", "key_reused"]
            ) { call in
                let new = NewBuyer(
                    email: call.bodyText("email"), password: call.bodyText("password"),
                    name: call.bodyText("name"), country: call.bodyText("country"))
                let signedIn = try identity.signUp(
                    new, in: merchant(identity, call), key: call.idempotencyKey(),
                    address: call.request.address)
                return .secret(signedIn.json, status: 201)
            }
            .keepingOwnKeys()
            .limited { call in identity.limitsOfSignUp(address: call.request.address) },
            Operation(
                "signInBuyer", .post, "/v1/buyers/sessions", tag: "Buyers",
                "Signs a buyer in, by a token.", [], body: .json(signIn),
                success: .init(201, .signedInBuyer)
            ) { call in
                let signedIn = try identity.signInBuyer(
                    email: call.bodyText("email"), password: call.bodyText("password"),
                    in: merchant(identity, call), address: call.request.address)
                return .secret(signedIn.json, status: 201)
            }
            .limited { call in
                let slug = call.bodyText("merchant")
                let merchant = try identity.merchants.find(slug: slug)?.id
                return identity.limits(
                    of: merchant.map { .buyer($0, email: call.bodyText("email")) },
                    address: call.request.address)
            },
            Operation(
                "listBuyers", .get, "/v1/buyers", tag: "Buyers",
                "Lists buyers, the newest first.", [.buyersRead],
                query: [
                    .limit, .after,
                    .optional("search", .text(maximum: 120), "Part of e-mail address or name."),
                ], success: .init(200, .page(.buyer))
            ) { call in
                let page = try identity.buyers.list(
                    in: call.merchant, search: call.request.query["search"] ?? "", call.page)
                return .page(page) { $0.json }
            },
            Operation(
                "getBuyer", .get, "/v1/buyers/{buyer}", tag: "Buyers", "Shows a buyer.",
                [.buyersRead], success: .init(200, .buyer)
            ) { call in
                let id = BuyerID(UInt64(try call.identifier("buyer")))
                guard let buyer = try identity.buyers.find(id, in: call.merchant) else {
                    throw Problem.notFound("buyer")
                }
                return .json(buyer.json)
            },
        ]
    }

    private static func merchant(_ identity: Identity, _ call: Call) throws -> MerchantID {
        guard let merchant = try identity.merchants.find(slug: call.bodyText("merchant")) else {
            throw Problem.field("/merchant", "is the slug of no store")
        }
        return merchant.id
    }
}
