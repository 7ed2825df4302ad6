internal import Boards
internal import Catalogue
internal import Checkout
internal import Edges
internal import Events
internal import Fulfilment
internal import HTTPTypes
internal import Identity
internal import Marketing
internal import OpenPlatform
internal import Payments
internal import Primitives
internal import Service
internal import Storefront

/// The operations of every module, in the order in which the reference lists them.
enum CenterOperations {
    static func make(_ parts: CenterParts) -> [OpenPlatform.Operation] {
        let (catalogue, desk, audit) = (parts.catalogue, parts.desk, parts.identity.audit)
        let fulfilment = parts.fulfilment
        return IdentityOperations.all(parts.identity) { try parts.openStore(of: $0) }
            + CatalogueOperations(catalogue, audit: audit).all
            + MarketingOperations(
                parts.marketing, stock: parts.boards.stock, audit: audit,
                hasSKU: { try catalogue.sku($0, $1) != nil }
            ).all
            + EdgeOperations(
                parts.edges, rooms: parts.rooms, token: parts.edgeSecrets.token,
                countViews: { parts.boards.sales.count(.view, of: $0, times: $1) }
            ).all
            + RoomOperations(parts.rooms, audit: audit) { merchant in
                try catalogue.storeFront(merchant).map { "/shop/" + $0.settings.handle }
            }.all
            + CartOperations(parts.carts, parts.prices).all
            + OrderOperations.make(desk, parts.storefront.deliveries)
            + BookOperations.make(desk)
            + StatisticsOperations.make(parts.boards)
            + DeliveryOperations(parts.storefront.deliveries, desk) {
                try !fulfilment.shipments(of: $0).isEmpty
            }.all
            + EventOperations.make(parts.events)
            + PaymentOperations(parts.payments, audit: audit) {
                try desk.order($0, merchant: $1, buyer: $2)
            }.all
            + ShipmentOperations(parts.fulfilment, audit: audit) {
                try desk.order($0, merchant: $1, buyer: $2)
            }.all
    }

    /// Where the provider's webhooks arrive: bytes with a signature, no form of ours.
    static func webhook(_ parts: CenterParts) -> Route {
        let (payments, worker) = (parts.payments, parts.paymentsWorker)
        return Route(.post, "/v1/payment-webhooks/sandbox") { request in
            guard let name = HTTPField.Name(WebhookSignature.header),
                let signature = request.headers[name]
            else {
                throw Problem(401, "signature_missing", "Send the webhook with its signature.")
            }
            let outcome: WebhookOutcome
            do throws(PaymentsError) {
                outcome = try payments.receive(body: request.body, signature: signature)
            } catch {
                throw Problem(503, "not_written", "Send it again.", retryAfterSeconds: 1)
            }
            guard outcome != .refused else {
                throw Problem(401, "signature_refused", "Signature, time or body does not hold.")
            }
            worker.poke()
            return Reply(204)
        }
    }
}
