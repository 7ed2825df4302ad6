import Catalogue
import HTTPTypes
import Identity
import OpenPlatform
import Primitives
import Service
import Store
import Testing

@Suite struct OperationTests {
    private static let merchant = TestCatalogue.merchant
    private let home: TestCatalogue
    private let identity: Identity
    private let operations: [Operation]

    init() throws {
        home = try TestCatalogue()
        identity = try Identity(
            StoreConfiguration(.memory), clock: TestCatalogue.FixedClock())
        operations = CatalogueOperations(home.catalogue, audit: identity.audit).all
    }

    private func staff(_ role: Role, _ merchant: MerchantID = merchant) -> Principal {
        .staff(
            StaffPrincipal(
                staff: StaffID(1), merchant: merchant, role: role, isOperator: false,
                name: "Ada", via: .session(SessionID(1))))
    }

    /// Runs an operation as its route would, after the checks that all operations share.
    private func run(
        _ id: String, as principal: Principal, _ parameters: [String: String] = [:],
        query: String = "", body: JSON = .null, bytes: [UInt8] = [], match: String? = nil
    ) throws -> Reply {
        let operation = try #require(operations.first { $0.id == id })
        guard operation.actions.contains(where: principal.may) else { throw Problem.forbidden }
        if case .json(let schema) = operation.body {
            let errors = schema.errors(in: body)
            if !errors.isEmpty { throw Problem(422, "invalid_request", "", fields: errors) }
        }
        var headers: HTTPFields = [:]
        if let match { headers[.ifMatch] = match }
        let request = Request(
            method: operation.method, path: operation.path, parameters: parameters,
            query: Query(query), headers: headers, body: bytes, receivedAt: Timestamp(0))
        do {
            let reply = try operation.handle(
                Call(request: request, principal: principal, body: body))
            #expect(reply.status == operation.success.status)
            if let schema = operation.success.schema {
                #expect(schema.errors(in: try JSONParser.parse(reply.bytes)) == [])
            }
            return reply
        } catch let problem as Problem {
            if problem.status == 409 { #expect(operation.conflicts.contains(problem.code)) }
            throw problem
        }
    }

    private func document(_ reply: Reply) throws -> JSON { try JSONParser.parse(reply.bytes) }

    private let mug: JSON = [
        "name": "Mug", "name_zh": "杯子", "status": "published",
        "options": [["name": "Colour", "values": ["Red", "Blue"]]],
        "media": [["url": "https://example.org/a.jpg"]],
        "skus": [
            ["code": "M-R", "values": ["Red"], "price": ["amount": 250, "currency": "GBP"]],
            [
                "code": "M-B", "values": ["Blue"], "price": ["amount": 300, "currency": "GBP"],
                "status": "archived",
            ],
        ],
    ]

    @Test func `a product is made, found, edited and shown by its forms`() throws {
        let manager = staff(.manager)
        let made = try run("createProduct", as: manager, body: mug)
        #expect(made.headers[.eTag] == "\"1\"")
        let id = try #require(try document(made)["id"]?.integer)
        let found = try document(try run("listProducts", as: manager, query: "q=mugs&limit=5"))
        #expect(found["items"]?.array?.first?["id"]?.integer == id)
        let path = ["product": "\(id)"]
        let edit: JSON = ["description": "A mug.", "name_zh": nil]
        let edited = try run("editProduct", as: manager, path, body: edit, match: "\"1\"")
        #expect(try document(edited)["description"]?.string == "A mug.")
        #expect(try document(edited)["name_zh"]?.isNull == true)
        #expect(
            try problem {
                _ = try run("editProduct", as: manager, path, body: edit, match: "\"1\"")
            }?.status == 412)
        #expect(
            try problem { _ = try run("editProduct", as: manager, path, body: edit) }?.status
                == 428)
        let sku = try document(
            try run(
                "createSKU", as: manager, path,
                body: [
                    "code": "M-B2", "values": ["Blue"],
                    "price": ["amount": 1, "currency": "GBP"],
                ]))
        let number = try #require(sku["id"]?.integer)
        let priced = try run(
            "editSKU", as: manager, ["sku": "\(number)"],
            body: ["price": ["amount": 999, "currency": "GBP"]], match: "*")
        #expect(try document(priced)["price"]?["amount"]?.integer == 999)
        _ = try run(
            "replaceMedia", as: manager, path, body: ["media": [["url": "/a.svg"]]], match: "*")
        let audited = try identity.audit.list(
            in: Self.merchant, PageRequest(after: nil, limit: 10))
        #expect(audited.items.count == 5)
    }

    @Test func `pictures are added, moved, described and taken away by their places`() throws {
        let manager = staff(.manager)
        let made = try document(try run("createProduct", as: manager, body: mug))
        let path = ["product": "\(made["id"]?.integer ?? 0)"]
        func urls(_ reply: Reply) throws -> [String] {
            try #require(document(reply)["items"]?.array).compactMap { $0["url"]?.string }
        }
        func at(_ number: Int) -> [String: String] { path.merging(["number": "\(number)"]) { $1 } }
        _ = try run("addMedia", as: manager, path, body: ["url": "/b.svg"])
        let three = try run(
            "addMedia", as: manager, path,
            body: ["url": "/c.svg", "alternative": "A mug", "number": 1])
        #expect(try urls(three) == ["/c.svg", "https://example.org/a.jpg", "/b.svg"])
        #expect(try document(three)["items"]?.array?.first?["alternative"] == "A mug")
        let moved = try run(
            "editMedia", as: manager, at(1), body: ["number": 20], match: three.headers[.eTag])
        #expect(try urls(moved) == ["https://example.org/a.jpg", "/b.svg", "/c.svg"])
        let late = try problem {
            _ = try run("removeMedia", as: manager, at(1), match: three.headers[.eTag])
        }
        #expect(late?.status == 412)
        let told = try run(
            "editMedia", as: manager, at(2), body: ["alternative": "Blue"], match: "*")
        #expect(
            try document(told)["items"]?.array?[1]
                == ["number": 2, "url": "/b.svg", "alternative": "Blue"])
        _ = try run("removeMedia", as: manager, at(1), match: "*")
        let seen = try run("listMedia", as: .buyer(Self.merchant, BuyerID(1)), path)
        #expect(try urls(seen) == ["/b.svg", "/c.svg"])
        #expect(
            try problem { _ = try run("removeMedia", as: manager, at(3), match: "*") }?.status
                == 404)
        for number in 3...CatalogueLimits.media {
            _ = try run("addMedia", as: manager, path, body: ["url": .string("/\(number).svg")])
        }
        let full = try problem {
            _ = try run("addMedia", as: manager, path, body: ["url": "/more.svg"])
        }
        #expect(full?.code == "too_many_media")
    }

    @Test func `goods that come and go change a warehouse's count, never below nothing`() throws {
        let owner = staff(.owner)
        _ = try run("createProduct", as: owner, body: mug)
        let place = try document(try run("createWarehouse", as: owner, body: ["name": "North"]))
        let sku = try #require(try home.catalogue.sku(Self.merchant, code: "M-R")).id
        let path = ["warehouse": "\(place["id"]?.integer ?? 0)", "sku": "\(sku)"]
        func move(_ delta: Int64) throws -> Int64? {
            try document(
                run(
                    "moveWarehouseStock", as: staff(.warehouse), path,
                    body: ["delta": .integer(delta), "reason": "delivery"]))["quantity"]?.integer
        }
        #expect(try move(7) == 7)
        #expect(try move(-5) == 2)
        #expect(try problem { _ = try move(-3) }?.code == "not_in_warehouse")
        #expect(try problem { _ = try move(CatalogueLimits.quantity) }?.code == "too_many")
        #expect(try move(-2) == 0)
        let audited = try identity.audit.list(
            in: Self.merchant, PageRequest(after: nil, limit: 10))
        #expect(audited.items.first?.summary.contains(#""delta":-2"#) == true)
    }

    @Test func `a count is written upon the version that was read`() throws {
        let owner = staff(.owner)
        _ = try run("createProduct", as: owner, body: mug)
        let place = try document(try run("createWarehouse", as: owner, body: ["name": "North"]))
        let sku = try #require(try home.catalogue.sku(Self.merchant, code: "M-R")).id
        let path = ["warehouse": "\(place["id"]?.integer ?? 0)", "sku": "\(sku)"]
        func set(_ quantity: Int64, match: String?) throws -> Reply {
            try run(
                "setWarehouseStock", as: owner, path, body: ["quantity": .integer(quantity)],
                match: match)
        }
        let none = try run("getWarehouseStock", as: owner, path)
        #expect(none.headers[.eTag] == "\"0\"")
        #expect(try document(none)["quantity"] == 0)
        #expect(try document(none)["updated_at"]?.isNull == true)
        #expect(try problem { _ = try set(5, match: nil) }?.status == 428)
        #expect(try set(5, match: "\"0\"").headers[.eTag] == "\"1\"")
        #expect(try problem { _ = try set(6, match: "\"0\"") }?.status == 412)
        let moved = try run("moveWarehouseStock", as: owner, path, body: ["delta": 2])
        #expect(moved.headers[.eTag] == "\"2\"")
        #expect(try problem { _ = try set(6, match: "\"1\"") }?.status == 412)
        let read = try run("getWarehouseStock", as: owner, path)
        #expect(read.headers[.eTag] == "\"2\"")
        #expect(try document(read)["quantity"] == 7)
    }

    @Test func `buyers see what is published alone`() throws {
        let manager = staff(.manager)
        let buyer = Principal.buyer(Self.merchant, BuyerID(1))
        let made = try document(try run("createProduct", as: manager, body: mug))
        let path = ["product": "\(made["id"]?.integer ?? 0)"]
        let seen = try document(try run("getProduct", as: buyer, path))
        #expect(seen["skus"]?.array?.count == 1)
        _ = try run(
            "editProduct", as: manager, path, body: ["status": "draft"], match: "*")
        #expect(try problem { _ = try run("getProduct", as: buyer, path) }?.status == 404)
        let list = try document(
            try run("listProducts", as: buyer, query: "status=draft&q=mug"))
        #expect(list["items"]?.array == [])
    }

    @Test func `the home page, warehouses and the sheet answer by their forms`() throws {
        let owner = staff(.owner)
        try home.catalogue.createStoreFront(
            Self.merchant, StoreSettings(handle: "shop", name: "Shop"))
        let blocks: JSON = [
            "blocks": [
                ["type": "hero", "title": "Hello", "link": "/"], ["type": "text", "text": "A"],
                ["type": "products", "title": "New", "count": 4], ["type": "sale", "sale": 1],
            ]
        ]
        _ = try run("arrangeHomePage", as: owner, body: blocks, match: "\"1\"")
        _ = try run("publishHomePage", as: owner, match: "\"2\"")
        let look: JSON = ["primary_colour": "#AA0011", "logo": nil, "language": "zh"]
        let store = try document(try run("editStore", as: owner, body: look, match: "\"3\""))
        #expect(store["primary_colour"]?.string == "#aa0011")
        #expect(store["blocks"]?.array?.count == 4)
        let wrong = try problem {
            _ = try run("editStore", as: owner, body: ["accent_colour": "crimson"], match: "*")
        }
        #expect(wrong?.fields.first?.pointer == "/accent_colour")

        _ = try run("createProduct", as: owner, body: mug)
        let place = try document(try run("createWarehouse", as: owner, body: ["name": "North"]))
        let sku = try #require(try home.catalogue.sku(Self.merchant, code: "M-R")).id
        let path = ["warehouse": "\(place["id"]?.integer ?? 0)", "sku": "\(sku)"]
        _ = try run("setWarehouseStock", as: owner, path, body: ["quantity": 12], match: "*")
        let counts = try document(try run("listWarehouseStock", as: owner, path))
        #expect(counts["items"]?.array?.first?["quantity"]?.integer == 12)
        _ = try run("listSKUStock", as: owner, path)
        _ = try run("listWarehouses", as: owner)

        let sheet = try run("exportProducts", as: owner).bytes
        let report = try document(try run("importProducts", as: owner, bytes: sheet))
        #expect(report["products_unchanged"]?.integer == 1)

        let category = try document(
            try run("createCategory", as: owner, body: ["name": "Mugs"]))
        let shelf = ["category": "\(category["id"]?.integer ?? 0)"]
        _ = try run("editCategory", as: owner, shelf, body: ["place": 3], match: "*")
        _ = try run("listCategories", as: owner)
        _ = try run("deleteCategory", as: owner, shelf, match: "\"2\"")
    }

    @Test func `another merchant's staff finds nothing by any number`() throws {
        let made = try home.add("Mug", code: "M")
        let shelf = try home.catalogue.createCategory(
            Self.merchant, CategoryDraft(name: LocalizedName("Mugs")))
        let place = try home.catalogue.createWarehouse(Self.merchant, name: "North")
        let path = [
            "product": "\(made.id)", "sku": "\(made.skus[0].id)", "category": "\(shelf.id)",
            "warehouse": "\(place.id)", "number": "1",
        ]
        let bodies: [String: JSON] = [
            "createSKU": ["code": "X", "price": ["amount": 1, "currency": "GBP"]],
            "replaceMedia": ["media": []], "editWarehouse": ["name": "Mine"],
            "setWarehouseStock": ["quantity": 1], "moveWarehouseStock": ["delta": 1],
            "addMedia": ["url": "/a.svg"],
        ]
        let named = operations.filter { !$0.pathParameters.isEmpty }
        #expect(named.count >= 14)
        for operation in named {
            let refused = try problem {
                _ = try run(
                    operation.id, as: staff(.owner, TestCatalogue.other), path,
                    body: bodies[operation.id] ?? .object([]), match: "*")
            }
            #expect(refused?.status == 404, "\(operation.id)")
        }
    }

    @Test func `those whose role does not allow it change nothing`() throws {
        for operation in operations where operation.method != .get {
            let viewer = staff(.viewer)
            let buyer = Principal.buyer(Self.merchant, BuyerID(1))
            for principal in [viewer, buyer, .nobody] {
                #expect(!operation.actions.contains(where: principal.may), "\(operation.id)")
            }
        }
    }
}
