import Payments
import Primitives
import Service
import Synchronization
import Testing

@Suite struct SandboxTests {
    @Test func `the payment page is plain HTML in two languages`() throws {
        let shop = try Shop()
        let order = try shop.order(quantity: 12)
        let intent = try shop.payments.create(order, returnURL: "http://127.0.0.1/back?a=1")
        let url = try #require(intent.redirectURL)
        let english = String(decoding: try shop.browse("GET", url).body, as: UTF8.self)
        #expect(english.contains("12.00 GBP") && english.contains(">Pay<"))
        #expect(!english.contains("<script"))
        let chinese = String(decoding: try shop.browse("GET", url + "?lang=zh").body, as: UTF8.self)
        #expect(chinese.contains("付款"))
        #expect(try shop.browse("POST", url, "choice=rob").status == 422)
        #expect(try shop.browse("POST", url, "choice=cancel").status == 303)
        #expect(try shop.browse("GET", url).status == 303)
        #expect(try shop.browse("GET", url + "0").status == 404)
    }

    @Test func `only who knows the secret may ask`() throws {
        let shop = try Shop()
        for path in ["/v1/transactions", "/v1/payments/a", "/v1/refunds/a"] {
            #expect(try shop.browse("GET", shop.sandbox.address + path).status == 401)
        }
        let refused = try shop.browse("GET", shop.sandbox.address + "/control?key=no")
        let said = String(decoding: refused.body, as: UTF8.self)
        #expect(refused.status == 403 && said.contains("sandbox_key_required"), "\(said)")
        #expect(
            try shop.browse("POST", shop.sandbox.address + "/control", "key=no&lost=5").status
                == 403)
    }

    @Test func `the switches are set on a page`() throws {
        let shop = try Shop()
        let key = Query.encode(Shop.secret)
        let address = shop.sandbox.address + "/control"
        #expect(try shop.browse("GET", address + "?key=\(key)").status == 200)
        let form = "key=\(key)&late=1&doubled=2&reordered=3&lost=4&declined=5&late_ms=77&out=on"
        #expect(try shop.browse("POST", address, form).status == 303)
        var wanted = SandboxOptions()
        wanted.latePercent = 1
        wanted.doubledPercent = 2
        wanted.reorderedPercent = 3
        wanted.lostPercent = 4
        wanted.declinedPercent = 5
        wanted.lateMilliseconds = 77
        wanted.isOut = true
        #expect(shop.sandbox.options == wanted)
        #expect(try shop.browse("POST", address, "key=\(key)&late=101").status == 422)
    }

    @Test func `a reference means one payment and one refund`() throws {
        let shop = try Shop()
        let provider = SandboxClient(
            address: shop.sandbox.address, secret: Shop.secret, webhookSecret: Shop.webhookSecret,
            http: SocketHTTP(clock: shop.clock))
        var request = PaymentRequest(
            reference: "r/1 ü", amount: MinorUnits(500), currency: .euro,
            returnURL: "http://127.0.0.1/", merchant: MerchantID(1), order: OrderID(2),
            buyer: BuyerID(.max))
        let payment = try provider.create(request)
        #expect(try provider.create(request) == payment)
        #expect(try provider.payment(reference: "r/1 ü") == nil || payment.buyer == BuyerID(.max))
        request.amount = MinorUnits(501)
        #expect(throws: ProviderError.self) { try provider.create(request) }
        _ = try shop.browse("POST", payment.redirectURL, "choice=pay")
        let refund = RefundRequest(reference: "f1", paymentID: payment.id, amount: MinorUnits(300))
        let paid = try provider.refund(refund)
        #expect(try provider.refund(refund) == paid)
        #expect(try provider.refund(reference: "f1") == paid)
        #expect(try provider.refund(reference: "f2") == nil)
        let tooMuch = RefundRequest(reference: "f2", paymentID: payment.id, amount: MinorUnits(201))
        let error = #expect(throws: ProviderError.self) { try provider.refund(tooMuch) }
        #expect(error?.code == .refused)
        let page = try provider.transactions(after: nil, limit: 1)
        #expect(page.count == 1)
        #expect(try provider.transactions(after: page.last?.mark, limit: 10).count == 1)
    }

    /// Keeps what is sent, and is never reached.
    private final class Unreached: OutboundHTTP {
        let sent = Mutex<[OutboundRequest]>([])

        func send(_ request: OutboundRequest) throws(OutboundError) -> OutboundReply {
            sent.withLock { $0.append(request) }
            throw OutboundError("nobody is there", mayHaveArrived: false)
        }
    }

    @Test func `a request's trace goes on to the provider`() throws {
        let http = Unreached()
        let provider = SandboxClient(
            address: "http://127.0.0.1:1", secret: Shop.secret, webhookSecret: Shop.webhookSecret,
            http: http)
        let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        let trace = try #require(TraceContext(parent: parent, state: "a=1"))
        func ask() {
            #expect(throws: ProviderError.self) { try provider.payment(reference: "r") }
        }
        TraceContext.$current.withValue(trace) { ask() }
        ask()
        let traces = http.sent.withLock { sent in
            sent.map { request in
                request.headers.filter { $0.name.hasPrefix("trace") }.map { $0.value }
            }
        }
        #expect(traces == [[parent, "a=1"], []])
    }

    @Test func `nobody listening is an answer too`() {
        let http = SocketHTTP(clock: SystemClock(), timeoutMilliseconds: 500)
        for url in ["http://127.0.0.1:1/", "ftp://a/", "http://user@host/", "http:///", "x"] {
            let error = #expect(throws: OutboundError.self) {
                try http.send(OutboundRequest("GET", url))
            }
            #expect(error?.mayHaveArrived == false)
        }
        let injected = OutboundRequest("GET", "http://127.0.0.1:1/", headers: [("A", "b\r\nC: d")])
        #expect(throws: OutboundError.self) { try http.send(injected) }
    }
}
