import Identity
import Primitives
import Service
import Store
import Testing

/// Merchants, and the people who work for them.
@Suite struct StaffTests {
    @Test func `a merchant is found by number and slug, and a slug is given once`() throws {
        let place = try Workplace()
        let merchants = place.identity.merchants
        #expect(try merchants.find(place.shop.id) == place.shop)
        #expect(try merchants.find(slug: "rival") == place.rival)
        #expect(try merchants.find(slug: "none") == nil)
        let page = try merchants.list(PageRequest(limit: 1))
        #expect(page.items == [place.shop] && page.next == 1)
        let rest = try merchants.list(PageRequest(after: page.next, limit: 1))
        #expect(rest.items == [place.rival] && rest.next == nil)
        #expect(
            refusal {
                _ = try merchants.make(
                    slug: "shop", name: "B", currency: "GBP", by: .staff(place.owner))
            } == "409 slug_taken")
    }

    @Test func `all wrong fields are named at once`() throws {
        let place = try Workplace()
        let problem = #expect(throws: Problem.self) {
            try place.identity.merchants.make(
                slug: "No Slug", name: " \n", currency: "pounds", by: .staff(place.owner))
        }
        #expect(problem?.status == 422)
        #expect(problem?.fields.map(\.pointer) == ["/slug", "/name", "/currency"])
    }

    @Test func `a password that nobody chose is shown once and works`() throws {
        let place = try Workplace()
        let (member, password) = try place.identity.staff.make(
            NewStaff(
                merchant: place.shop.id, email: "new@shop.test", name: "Nora", role: .viewer),
            by: .staff(place.owner))
        let shown = try #require(password)
        #expect(shown.count == 23)
        let signedIn = try place.identity.signIn(
            email: "NEW@shop.test", password: shown, address: "a")
        #expect(signedIn.principal.staff == member.id)
        #expect(signedIn.principal.role == .viewer)
        #expect(
            refusal {
                _ = try place.identity.staff.make(
                    NewStaff(
                        merchant: place.rival.id, email: "New@Shop.test", name: "N",
                        role: .viewer), by: .staff(place.owner))
            } == "409 email_taken")
    }

    @Test func `nobody gives more than they have`() throws {
        let place = try Workplace()
        let manager = try place.signedIn(.manager).principal
        let staff = place.identity.staff
        func make(_ role: Role, isOperator: Bool = false) -> String? {
            refusal {
                _ = try staff.make(
                    NewStaff(
                        merchant: place.shop.id, email: "x\(role)@shop.test", name: "X",
                        role: role, isOperator: isOperator), by: .staff(manager))
            }
        }
        #expect(make(.owner) == "403 forbidden")
        #expect(make(.viewer, isOperator: true) == "403 forbidden")
        #expect(make(.support) == nil)
        #expect(
            refusal {
                try staff.changeRole(
                    place.owner.staff, in: place.shop.id, to: .viewer, by: .staff(manager))
            } == "403 forbidden")
        #expect(
            refusal {
                _ = try staff.resetPassword(
                    place.owner.staff, in: place.shop.id, by: .staff(manager))
            } == "403 forbidden")
    }

    @Test func `the last owner stays`() throws {
        let place = try Workplace()
        let staff = place.identity.staff
        let (id, shop, author) = (place.owner.staff, place.shop.id, Author.staff(place.owner))
        let demote = { try staff.changeRole(id, in: shop, to: .manager, by: author) }
        let disable = { try staff.setDisabled(id, in: shop, to: true, by: author) }
        #expect(refusal { _ = try demote() } == "409 last_owner")
        #expect(refusal { _ = try disable() } == "409 last_owner")
        let other = try place.signedIn(.owner, name: "second").principal
        try staff.setDisabled(other.staff, in: shop, to: true, by: author)
        #expect(refusal { _ = try demote() } == "409 last_owner")
        try staff.setDisabled(other.staff, in: shop, to: false, by: author)
        #expect(try demote().role == .manager)
    }

    @Test func `another merchant's staff is not there`() throws {
        let place = try Workplace()
        let staff = place.identity.staff
        let theirs = try #require(try staff.list(in: place.rival.id, PageRequest()).items.first)
        #expect(try staff.find(theirs.id, in: place.shop.id) == nil)
        #expect(try staff.list(in: place.shop.id, PageRequest()).items.map(\.name) == ["Olga"])
        let author = Author.staff(place.owner)
        let shop = place.shop.id
        #expect(
            refusal { try staff.changeRole(theirs.id, in: shop, to: .viewer, by: author) }
                == "404 not_found")
        #expect(
            refusal { try staff.setDisabled(theirs.id, in: shop, to: true, by: author) }
                == "404 not_found")
        #expect(
            refusal { _ = try staff.resetPassword(theirs.id, in: shop, by: author) }
                == "404 not_found")
    }

    @Test func `a changed password ends the other sessions, a reset one all`() throws {
        let place = try Workplace()
        let first = try place.signedIn(.support)
        let second = try place.identity.signIn(
            email: "support@shop.test", password: Workplace.password, address: "a")
        let staff = place.identity.staff
        #expect(
            refusal {
                try place.identity.changePassword(
                    of: first.principal, from: "wrong password", to: "another password",
                    address: "a")
            } == "422 invalid_field")
        try place.identity.changePassword(
            of: first.principal, from: Workplace.password, to: "another password", address: "a")
        #expect(try place.principal(cookie: first.token) == .staff(first.principal))
        #expect(try place.principal(cookie: second.token) == .nobody)
        let reset = try staff.resetPassword(
            first.principal.staff, in: place.shop.id, by: .staff(place.owner))
        #expect(try place.principal(cookie: first.token) == .nobody)
        _ = try place.identity.signIn(
            email: "support@shop.test", password: reset, address: "a")
    }

    @Test func `whatever staff change is in the audit log`() throws {
        let place = try Workplace()
        let support = try place.signedIn(.support).principal
        try place.identity.staff.changeRole(
            support.staff, in: place.shop.id, to: .viewer, by: .staff(place.owner))
        let audit = place.identity.audit
        try audit.record(
            .staff(support), merchant: place.shop.id, "product.edit", "product", "7",
            ["name": "Mug"])
        let lines = try audit.list(in: place.shop.id, PageRequest()).items
        #expect(
            lines.map(\.action) == [
                "product.edit", "staff.role", "session.begin", "staff.make", "session.begin",
                "staff.make", "merchant.make",
            ])
        let role = lines[1]
        #expect(role.actor == place.owner.staff.rawValue && role.actorName == "Olga")
        #expect(role.via == place.owner.via.description)
        #expect(role.subjectKind == "staff" && role.subject == "\(support.staff)")
        #expect(role.summary == #"{"from":"support","to":"viewer"}"#)
        #expect(role.at == place.clock.now())
        let byStaff = AuditFilter(staff: support.staff, subjectKind: "product", subject: "7")
        #expect(
            try audit.list(in: place.shop.id, matching: byStaff, PageRequest()).items
                == [lines[0]])
        let made = AuditFilter(action: "staff.make")
        let page = try audit.list(in: place.shop.id, matching: made, PageRequest(limit: 1))
        #expect(page.items == [lines[3]])
        let rest = try audit.list(
            in: place.shop.id, matching: made, PageRequest(after: page.next, limit: 1))
        #expect(rest.items == [lines[5]] && rest.next == nil)
        #expect(try audit.list(in: place.rival.id, PageRequest()).items.count == 2)
        place.clock.advance(seconds: 1)
        #expect(try audit.forget(before: place.clock.now()) == 9)
    }

    @Test func `a refused change leaves no trace`() throws {
        let place = try Workplace()
        let before = try place.identity.audit.list(in: place.shop.id, PageRequest()).items
        _ = refusal {
            try place.identity.staff.changeRole(
                place.owner.staff, in: place.shop.id, to: .viewer, by: .staff(place.owner))
        }
        #expect(
            try place.identity.audit.list(in: place.shop.id, PageRequest()).items == before)
    }
}
