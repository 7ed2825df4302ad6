internal import Crypto
internal import Foundation
package import Primitives

extension Reference {
    /// What a payment is called in the order core: a digest of the provider's own number of it.
    package init(payment id: String, provider: String) {
        self.init(digestOf: "payment\n\(provider)\n\(id)")
    }

    /// What a refund that staff asks for is called in the order core: a digest of the client's key.
    package init(refund key: String, merchant: MerchantID, order: OrderID) {
        self.init(digestOf: "refund\n\(merchant)\n\(order)\n\(key)")
    }

    private init(digestOf text: String) {
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for (index, byte) in SHA256.hash(data: Data(text.utf8)).prefix(16).enumerated() {
            if index < 8 {
                words.high = words.high << 8 | UInt64(byte)
            } else {
                words.low = words.low << 8 | UInt64(byte)
            }
        }
        self.init(high: words.high, low: words.low)
    }
}
