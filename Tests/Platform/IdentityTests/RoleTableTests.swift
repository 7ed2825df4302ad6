import Foundation
import Identity
import Primitives
import Testing

/// Who may do what.
@Suite struct RoleTableTests {
    @Test func `each action has its row, in order`() {
        #expect(RoleTable.rows.map(\.action) == Action.allCases)
    }

    @Test func `docs say what the code does`() throws {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/roles.md"), encoding: .utf8)
        #expect(page.contains(RoleTable.markdown), "docs/roles.md wants:\n\(RoleTable.markdown)")
    }

    @Test func `an owner may all that any other role may`() {
        for role in Role.allCases {
            #expect(role.isWithin(.owner))
            #expect(role.isWithin(role))
            #expect(Role.owner.isWithin(role) == (role == .owner))
        }
        #expect(!Role.support.isWithin(.warehouse))
        #expect(!Role.warehouse.isWithin(.support))
        #expect(Role.viewer.isWithin(.warehouse))
    }

    @Test(arguments: [
        (Role.viewer, Action.catalogueRead, true), (.viewer, .catalogueWrite, false),
        (.warehouse, .stockWrite, true), (.warehouse, .refundsWrite, false),
        (.support, .refundsWrite, true), (.support, .stockWrite, false),
        (.analyst, .statisticsRead, true), (.analyst, .ordersCancel, false),
        (.manager, .salesWrite, true), (.manager, .staffWrite, false),
        (.rehearser, .rehearse, true), (.rehearser, .statisticsRead, true),
        (.rehearser, .stockWrite, false), (.rehearser, .salesWrite, false),
        (.rehearser, .ordersCancel, false), (.rehearser, .buyersRead, false),
        (.analyst, .rehearse, false), (.support, .rehearse, false),
        (.owner, .staffWrite, true), (.owner, .operate, false), (.owner, .ordersPlace, false),
    ])
    func `a role may what its row says`(_ role: Role, _ action: Action, _ may: Bool) {
        #expect(RoleTable.permits(role, action) == may)
    }

    @Test func `buyers and nobody do no work of staff`() {
        let buyer = Principal.buyer(MerchantID(1), BuyerID(1))
        for row in RoleTable.rows where row.permitted.contains(.buyer) {
            #expect(buyer.may(row.action))
            #expect(buyer.may(row.action, in: MerchantID(1)))
            #expect(!buyer.may(row.action, in: MerchantID(2)))
        }
        let theirs = Set(Action.allCases.filter { buyer.may($0) })
        #expect(
            theirs == [
                .storeRead, .buyersSignIn, .cartOwn, .ordersPlace, .ordersOwn, .profileOwn,
            ])
        let nobodys = Set(Action.allCases.filter { Principal.nobody.may($0) })
        #expect(nobodys == [.storeRead, .buyersSignIn, .cartOwn])
    }

    @Test func `only operators operate`() throws {
        let place = try Workplace()
        #expect(Principal.staff(place.owner).may(.operate))
        #expect(!Principal.staff(place.owner).may(.catalogueRead, in: place.rival.id))
        let manager = try place.signedIn(.manager).principal
        #expect(refusal { _ = try Principal.staff(manager).staff(.operate) } == "403 forbidden")
        #expect(refusal { _ = try Principal.nobody.staff(.operate) } == "401 unauthorized")
        #expect(refusal { _ = try Principal.nobody.buyer(.ordersPlace) } == "401 unauthorized")
        #expect(
            refusal { _ = try Principal.staff(manager).buyer(.storeRead) } == "403 forbidden")
    }
}
