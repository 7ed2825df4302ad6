package import Primitives

/// The seam to whoever takes and returns money: what every payment provider offers.
///
/// Calls block and have a time limit of their own. All that create something are idempotent by our
/// reference.
package protocol PaymentProvider: Sendable {
    /// Names the provider in paths and books, in lower case.
    var name: String { get }

    /// Makes a payment that the buyer is then sent to, or gives the one of this reference.
    func create(_ request: PaymentRequest) throws(ProviderError) -> ProviderPayment

    /// The payment of our reference; nil when there is none.
    func payment(reference: String) throws(ProviderError) -> ProviderPayment?

    /// Sends money of a payment back, or gives the refund of this reference.
    func refund(_ request: RefundRequest) throws(ProviderError) -> ProviderRefund

    /// The refund of our reference; nil when there is none.
    func refund(reference: String) throws(ProviderError) -> ProviderRefund?

    /// Movements of money after `mark`, the oldest first; nil for the first page. The mark of the
    /// last one goes on from there.
    func transactions(after mark: String?, limit: Int) throws(ProviderError)
        -> [ProviderTransaction]

    /// Reads a webhook after checking who sent it and when; nil when the signature, its time or the
    /// body does not hold.
    func event(body: [UInt8], signature: String, at time: Timestamp) -> ProviderEvent?
}
