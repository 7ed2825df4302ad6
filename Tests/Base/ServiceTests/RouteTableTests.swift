import HTTPTypes
import Service
import Testing

@Suite struct RouteTableTests {
    private let table = RouteTable([
        Route(.get, "/v1/products") { _ in Reply(200) },
        Route(.post, "/v1/products") { _ in Reply(201) },
        Route(.get, "/v1/products/{product}") { _ in Reply(202) },
        Route(.get, "/files/{path*}") { _ in Reply(203) },
        Route(.get, "/") { _ in Reply(204) },
    ])

    @Test func `fixed parts, names and rests are found`() throws {
        guard case .route(let route, let parameters) = table.match(.get, "/v1/products/a%20b")
        else { return #expect(Bool(false), "no route") }
        #expect(route.pattern == "/v1/products/{product}" && parameters["product"] == "a b")
        guard case .route(_, let rest) = table.match(.get, "/files/a/b.css") else {
            return #expect(Bool(false), "no route")
        }
        #expect(rest["path"] == "a/b.css")
    }

    @Test(arguments: [
        "/v1/products/", "//v1/products", "/v1//products", "/v1/products/7/", "/v1/products//",
        "v1/products", "", "//", "/v1/./products", "/\u{301}/v1/products",
    ])
    func `a path that is written otherwise has no route`(_ path: String) {
        guard case .nothing = table.match(.get, path) else {
            return #expect(Bool(false), "\(path) has a route")
        }
    }

    @Test func `other methods and other paths are told apart`() {
        guard case .otherMethods(let methods) = table.match(.delete, "/v1/products") else {
            return #expect(Bool(false), "the path is known")
        }
        #expect(Set(methods) == [.get, .post])
        guard case .nothing = table.match(.get, "/v1/nothing") else {
            return #expect(Bool(false), "the path is not known")
        }
    }
}
