internal import HTTPTypes
internal import Identity
internal import Primitives
internal import Service

extension IdentityOperations {
    /// What buyers do with their own account.
    static func profile(_ identity: Identity) -> [Operation] {
        let edit = Schema.object([
            .required("name", .field(.name)), .required("country", .country),
        ])
        return [
            Operation(
                "getProfile", .get, "/v1/me", tag: "Buyers", "Shows the buyer who asks.",
                [.profileOwn], success: .init(200, .buyer)
            ) { call in
                let (merchant, id) = try call.principal.buyer(.profileOwn)
                guard let buyer = try identity.buyers.find(id, in: merchant) else {
                    throw Problem.notFound("buyer")
                }
                return .versioned(buyer.json, version: buyer.version)
            },
            Operation(
                "editProfile", .put, "/v1/me", tag: "Buyers",
                "Changes one's own name and country.", [.profileOwn], body: .json(edit),
                success: .init(200, .buyer), needsVersion: true
            ) { call in
                let (merchant, id) = try call.principal.buyer(.profileOwn)
                let buyer = try identity.buyers.edit(
                    id, in: merchant, name: call.bodyText("name"),
                    country: call.bodyText("country"), expectedVersion: call.expectedVersion())
                return .versioned(buyer.json, version: buyer.version)
            },
            Operation(
                "changeOwnPassword", .put, "/v1/me/password", tag: "Buyers",
                "Changes one's own password.", [.profileOwn], body: .json(passwords),
                success: .init(204, nil)
            ) { call in
                let (merchant, id) = try call.principal.buyer(.profileOwn)
                try identity.changeBuyerPassword(
                    of: id, in: merchant, from: call.bodyText("current_password"),
                    to: call.bodyText("new_password"), address: call.request.address)
                return .done
            }
            .limited { call in
                let (_, id) = try call.principal.buyer(.profileOwn)
                return identity.limits(of: .buyerPassword(id), address: call.request.address)
            },
        ] + addresses(identity)
    }

    private static func addresses(_ identity: Identity) -> [Operation] {
        let list = Schema.object([
            .required("items", .list(.address, maximum: Buyers.maximumAddresses))
        ])
        return [
            Operation(
                "listAddresses", .get, "/v1/me/addresses", tag: "Buyers",
                "Lists one's own addresses.", [.profileOwn], success: .init(200, list)
            ) { call in
                let (_, buyer) = try call.principal.buyer(.profileOwn)
                let items = try identity.buyers.addresses(of: buyer)
                return .json(["items": .array(items.map { $0.address.json($0.id) })])
            },
            Operation(
                "addAddress", .post, "/v1/me/addresses", tag: "Buyers",
                "Adds an address to one's own.", [.profileOwn],
                body: .json(.object(Schema.addressProperties)), success: .init(201, .address),
                conflicts: ["too_many_addresses"], isCreation: true
            ) { call in
                let (_, buyer) = try call.principal.buyer(.profileOwn)
                let address = Address(call.body)
                let id = try identity.buyers.add(address, to: buyer)
                return .json(address.json(id), status: 201)
            },
            Operation(
                "removeAddress", .delete, "/v1/me/addresses/{address}", tag: "Buyers",
                "Removes one of one's own addresses.", [.profileOwn], success: .init(204, nil)
            ) { call in
                let (_, buyer) = try call.principal.buyer(.profileOwn)
                let id = AddressID(try call.identifier("address"))
                guard try identity.buyers.remove(id, of: buyer) else {
                    throw Problem.notFound("address")
                }
                return .done
            },
        ]
    }
}
