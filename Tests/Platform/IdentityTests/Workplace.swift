import Foundation
import Identity
import Primitives
import Service
import Store
import Synchronization

/// A clock that a test moves.
final class ManualClock: WallClock {
    private let milliseconds = Mutex<Int64>(1_800_000_000_000)

    func now() -> Timestamp { milliseconds.withLock { Timestamp($0) } }
    func monotonicNanoseconds() -> UInt64 { milliseconds.withLock { UInt64($0) * 1_000_000 } }
    func advance(seconds: Int64) { milliseconds.withLock { $0 += seconds * 1000 } }
}

/// Identities in a file of their own, with two merchants and some staff; removed with the object.
final class Workplace {
    static let password = "correct horse battery"
    let clock = ManualClock()
    let identity: Identity
    let shop: Merchant
    let rival: Merchant
    let owner: StaffPrincipal
    let path: String
    private let folder: URL

    init(_ change: (inout IdentityOptions) -> Void = { _ in }) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "identity-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "identity.sqlite").path
        var options = IdentityOptions()
        options.scrypt = .weak
        change(&options)
        identity = try Identity(
            StoreConfiguration(.sqlite(path: path)), options: options, clock: clock)
        let first = Author.system("first start")
        shop = try identity.merchants.make(
            slug: "shop", name: "Shop", currency: "GBP", by: first)
        rival = try identity.merchants.make(
            slug: "rival", name: "Rival", currency: "CNY", by: first)
        _ = try identity.staff.make(
            NewStaff(
                merchant: shop.id, email: "Owner@shop.test", name: "Olga", role: .owner,
                isOperator: true, password: Self.password), by: first)
        _ = try identity.staff.make(
            NewStaff(
                merchant: rival.id, email: "owner@rival.test", name: "Rolf", role: .owner,
                password: Self.password), by: first)
        owner = try identity.signIn(
            email: "owner@shop.test", password: Self.password, address: "10.0.0.1"
        ).principal
    }

    deinit {
        try? identity.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Adds a member to the first shop and signs them in.
    func signedIn(_ role: Role, name: String? = nil) throws -> SignedIn {
        let email = "\(name ?? role.rawValue)@shop.test"
        _ = try identity.staff.make(
            NewStaff(
                merchant: shop.id, email: email, name: email, role: role,
                password: Self.password), by: .staff(owner))
        return try identity.signIn(email: email, password: Self.password, address: "10.0.0.2")
    }

    /// Who asks with this cookie.
    func principal(cookie: String, csrf: String? = nil, isMutation: Bool = false) throws
        -> Principal
    {
        try identity.authenticate(
            bearer: nil, sessionCookie: cookie, csrf: csrf, isMutation: isMutation,
            address: "10.0.0.3", now: clock.now())
    }

    /// Who asks with this bearer.
    func principal(bearer: String) throws -> Principal {
        try identity.authenticate(
            bearer: bearer, sessionCookie: nil, csrf: nil, isMutation: true,
            address: "10.0.0.3", now: clock.now())
    }
}

/// The status and code of the problem that `body` throws; nil when it throws none.
func refusal(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch let problem as Problem {
        return "\(problem.status) \(problem.code)"
    } catch {
        return "\(error)"
    }
}
