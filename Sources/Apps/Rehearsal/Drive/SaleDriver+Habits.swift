internal import Foundation
internal import Primitives
internal import Service

extension SaleDriver {
    /// What a visitor of a kind wants; two of the same order for a double click.
    func errands(_ kind: Errand.Kind, _ due: UInt64) -> [Errand] {
        let place = self.place()
        switch kind {
        case .page:
            return [visit(kind, due, place, plan.pages)]
        case .salePage:
            return [visit(kind, due, place, plan.salePages)]
        case .flash:
            let buyer = Int.random(in: 1...plan.profile.flash.buyers, using: &random)
            let sku = plan.flashSKUs[Int.random(in: 0..<plan.flashSKUs.count, using: &random)]
            return order(
                kind, due, buyer, place, [(sku, 1)], sale: plan.sale, coupon: couponToTry())
        default:
            let buyer = Int.random(in: 1...plan.profile.flash.buyers, using: &random)
            let basket = plan.baskets[Int.random(in: 0..<plan.baskets.count, using: &random)]
            let lines = stride(from: 0, to: basket.count, by: 2).map {
                (basket[$0], basket[$0 + 1])
            }
            return order(kind, due, buyer, place, lines, sale: plan.against?.everyday)
        }
    }

    private func visit(_ kind: Errand.Kind, _ due: UInt64, _ place: Int, _ paths: [String])
        -> Errand
    {
        Errand(
            kind, due: due, buyer: 0, place: place,
            path: paths[Int.random(in: 0..<paths.count, using: &random)])
    }

    func order(
        _ kind: Errand.Kind, _ due: UInt64, _ buyer: Int, _ place: Int, _ lines: [(UInt64, UInt64)],
        sale: UInt32?, coupon: String? = nil
    ) -> [Errand] {
        let key = "r-" + String(random.next(), radix: 36) + String(random.next(), radix: 36)
        let member = sale.map { ",\"sale\":\($0)" } ?? ""
        let mark = plan.against == nil ? "" : ",\"rehearsal\":true"
        let body =
            "{\"lines\":["
            + lines.map { "{\"sku\":\($0.0),\"quantity\":\($0.1)\(member)}" }
            .joined(separator: ",") + "]" + (coupon.map { ",\"coupon\":\"\($0)\"" } ?? "") + mark
            + "}"
        let content =
            lines.map { "\($0.0):\($0.1):\(sale ?? 0)" }.joined(separator: ",")
            + (coupon == nil ? "" : LedgerRequest.couponMark)
        func errand() -> Errand {
            Errand(
                kind, due: due, buyer: buyer, place: place, path: "/v1/orders", key: key,
                content: content, body: Array(body.utf8))
        }
        let isDoubled = random.happens(plan.profile.habits.doubleClick)
        return isDoubled ? [errand(), errand()] : [errand()]
    }

    /// The coupon, if the next buyer has one; word of an empty budget gets about.
    private func couponToTry() -> String? {
        guard let coupon = plan.profile.coupon, let code = plan.coupon else { return nil }
        let share = couponIsGone ? coupon.share / 20 : coupon.share
        return random.happens(share) ? code : nil
    }

    /// Where a buyer is, as often as real orders came from there.
    func place() -> Int {
        var rest = Double.random(in: 0..<1, using: &random)
        for (index, place) in plan.places.enumerated() {
            rest -= place.share
            if rest < 0 { return index }
        }
        return 0
    }

    /// Looks what an answer means, and what its visitor does next.
    func take(_ answer: WebAnswer, to errand: Errand, _ number: Int) {
        let isRead = errand.kind.isKeyed || errand.kind == .wait
        let document = isRead ? try? JSONParser.parse(answer.body) : nil
        let code = document?["code"]?.string ?? ""
        let order = UInt64(exactly: document?["id"]?.integer ?? 0) ?? 0
        ledger.answered(
            number, status: answer.status, code: code, order: errand.kind == .pay ? 0 : order,
            amount: document?["total"]?["amount"]?.integer ?? 0,
            isReplay: document?["is_replay"]?.bool ?? false)
        switch answer.status {
        case 500...599, 429, 408, 425:
            return failed(errand, after: min(answer.retryAfter ?? 0.2, 1))
        case 404 where errand.kind == .wait:
            // A node that has just started hears of its rooms in a moment.
            return failed(errand, after: 0.5)
        case 200...299: break
        case 300...399: break
        default:
            if code == "coupon_exhausted" { couponIsGone = true }
            figures.refused[code.isEmpty ? "\(answer.status)" : code, default: 0] += 1
        }
        settled(errand)
        guard let document, answer.status < 300 else { return }
        switch errand.kind {
        case .wait: queued(document, errand)
        case .flash, .everyday, .drawn:
            guard document["is_replay"]?.bool != true else { return }
            figures.accepted += 1
            goOn(after: errand, order: order)
        case .pay:
            guard let url = document["redirect_url"]?.string.flatMap({ URL(string: $0) }) else {
                return
            }
            start(
                Errand(
                    .choose, due: clock.monotonicNanoseconds(), buyer: errand.buyer,
                    place: errand.place, path: url.path, content: errand.content,
                    body: Array("choice=pay".utf8)))
        default: break
        }
    }

    /// What the buyer does with an accepted order: pays it, cancels it, looks at it or forgets it.
    private func goOn(after errand: Errand, order: UInt64) {
        let habits = plan.profile.habits
        let draw = Double.random(in: 0..<1, using: &random)
        let think = -log(1 - Double.random(in: 0..<1, using: &random)) * habits.thinkSeconds
        let due = clock.monotonicNanoseconds() + UInt64(min(think, 30) * 1e9)
        func next(_ kind: Errand.Kind, _ path: String, _ body: String?) {
            start(
                Errand(
                    kind, due: due, buyer: errand.buyer, place: errand.place,
                    path: "/v1/orders/\(order)" + path,
                    key: body == nil ? "" : kind.rawValue + errand.key,
                    content: "\(order)", body: body.map { Array($0.utf8) }), at: due)
        }
        if draw < habits.pay {
            next(.pay, "/payments", "{\"return_url\":\"https://\(plan.serverName)/\"}")
        } else if draw < habits.pay + habits.cancel {
            next(.cancel, "/cancellation", "")
        } else if draw < habits.pay + habits.cancel + 0.05 {
            next(.look, "", nil)
        }
    }
}
