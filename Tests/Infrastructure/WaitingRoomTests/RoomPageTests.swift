import HTTPTypes
import Primitives
import Service
import Testing
import WaitingRoom

/// The pages: both languages, with and without scripts, nothing unescaped.
@Suite struct RoomPageTests {
    private func view(_ stage: WaitingView.Stage, _ room: Room) throws -> WaitingView {
        var density = LineDensity()
        for second in 0..<3000 {
            density.add(.arrived(afterMilliseconds: Int64(second) * 10))
        }
        let estimate = WaitEstimate(
            .arrived(afterMilliseconds: 20_000), frontier: .first, density: density,
            outlook: Outlook(slowestPerMinute: 300, fastestPerMinute: 600, stockLeft: 100))
        return WaitingView(
            stage: stage, ticket: "T", holder: try #require(Room.buyer(1).preferred),
            joined: Room.start.adding(milliseconds: -1), drawn: stage == .gathering ? nil : 77,
            estimate: stage == .waiting ? estimate : nil, waiting: 3000, isCutOff: false,
            note: nil, pollSeconds: 9)
    }

    @Test(arguments: Language.allCases, [WaitingView.Stage.gathering, .drawing, .waiting, .next])
    func `the waiting page comes again by itself`(_ t: Language, _ stage: WaitingView.Stage) throws
    {
        var room = try Room()
        room.settings.title = RoomTitle("<b>Sale</b>", "<b>特卖</b>")
        let pages = RoomPages(room.settings, checkPath: "/waiting/draw")
        let reply = pages.waiting(try view(stage, room), t, path: "/sale")
        let text = String(decoding: reply.bytes, as: UTF8.self)
        #expect(reply.status == 200)
        #expect(reply.headers[.cacheControl] == "no-store")
        // Where there are scripts the page stays, and is kept up to date.
        #expect(reply.headers[try #require(HTTPField.Name("Refresh"))] == nil)
        #expect(
            text.contains("<noscript><meta http-equiv=\"refresh\" content=\"9\"></noscript>"))
        #expect(text.contains("data-room=\"\(room.settings.id)\" data-poll=\"9\""))
        #expect(text.contains("<html lang=\"\(t.tag)\">"))
        #expect(text.ranges(of: "<script").count == 1 && !text.contains("<b>"))
        #expect(!text.contains("http://") && !text.contains("https://"))
        // The script that is there is the one that the policy names.
        let script = try #require(text.firstMatch(of: /(?s)<script>(.*?)<\/script>/)?.1)
        #expect(
            reply.headers[.contentSecurityPolicy] == BarePage.policy(scripts: [String(script)]))
        let closed = RoomPages.closed(t, path: "/sale")
        #expect(closed.headers[.contentSecurityPolicy] == BarePage.plainPolicy)
        #expect(text.contains(room.settings.commitment))
        #expect(text.contains("/waiting/draw?code=\(try view(stage, room).holder.code)"))
        if stage == .waiting {
            #expect(text.contains(t("More people stand before you", "您前面的人数多于剩余库存")))
        }
    }

    @Test func `the range is honest and in words`() throws {
        let room = try Room()
        let estimate = try #require(try view(.waiting, room).estimate)
        #expect(estimate.place.contains(2001))
        #expect(estimate.place.lowerBound > 1850 && estimate.place.upperBound < 2150)
        #expect(try #require(estimate.leastSeconds) < 200)
        #expect(try #require(estimate.mostSeconds) > 400)
        #expect(estimate.isBeyondStock)
        let text = String(
            decoding: RoomPages(room.settings, checkPath: "/c").waiting(
                try view(.waiting, room), .english, path: "/"
            ).bytes, as: UTF8.self)
        #expect(text.contains("Between 2 minutes and 10 minutes."))
    }

    @Test(arguments: Language.allCases)
    func `a buyer checks their draw`(_ t: Language) throws {
        let room = try Room()
        let holder = try #require(Room.buyer(1).preferred)
        let page = CheckDrawPage(room.settings)
        let before = String(
            decoding: page.page(code: "\(holder.code)", seed: nil, t, path: "/d").bytes,
            as: UTF8.self)
        #expect(!before.contains(room.seed.text))
        let after = String(
            decoding: page.page(code: "\(holder.code)", seed: room.seed, t, path: "/d").bytes,
            as: UTF8.self)
        #expect(after.contains("printf %s \(room.seed.text):\(holder.code) | sha256sum"))
        let document = page.document(code: "\(holder.code)", seed: room.seed)
        let number = try #require(document["number"]?.string)
        #expect(UInt64(number, radix: 16) == room.seed.number(of: holder))
        #expect(after.contains(number))
        for code in ["<script>", "", "zz", String(repeating: "a", count: 4000)] {
            let text = String(
                decoding: page.page(code: code, seed: room.seed, t, path: "/d").bytes,
                as: UTF8.self)
            #expect(!text.contains("<script>") && text.utf8.count < 6000)
        }
    }

    @Test(arguments: Language.allCases)
    func `every other answer has its page and its document`(_ t: Language) throws {
        let room = try Room()
        let pages = RoomPages(room.settings, checkPath: "/c")
        for reason in Dismissal.allCases {
            #expect(pages.dismissed(reason, t, path: "/").status == 200)
            let document = RoomDocument.document(.dismissed(reason), room.settings)
            #expect(document["state"]?.string == "dismissed")
            #expect(document["reason"]?.string == reason.code)
        }
        for fault in TicketFault.allCases {
            #expect(pages.refused(fault, t, path: "/").status == 403)
        }
        let closed = RoomPages.closed(t, path: "/")
        #expect(closed.status == 503 && closed.headers[.retryAfter] == "15")
        let waiting = RoomDocument.document(.waiting(try view(.waiting, room)), room.settings)
        #expect(waiting["state"]?.string == "waiting")
        #expect(waiting["place"]?["from"]?.integer != nil)
        #expect(waiting["wait_seconds"]?["to"]?.integer != nil)
        #expect(waiting["draw"]?["number"]?.string == "000000000000004d")
        #expect(waiting["poll_seconds"]?.integer == 9)
    }
}
