internal import Primitives
internal import Synchronization

/// All coupons in memory, for checkouts: the core takes 100,000 at most.
final class CouponIndex: Sendable {
    private struct Name: Hashable {
        var merchant: MerchantID
        var code: String
    }

    private let coupons = Mutex<[Name: Coupon]>([:])

    func put(_ coupon: Coupon) {
        let name = Name(merchant: coupon.merchant, code: coupon.code)
        coupons.withLock { coupons in
            // An edit that comes late must not undo a later one.
            if let known = coupons[name], known.version > coupon.version { return }
            coupons[name] = coupon
        }
    }

    func coupon(_ code: String, of merchant: MerchantID) -> Coupon? {
        coupons.withLock { $0[Name(merchant: merchant, code: code)] }
    }
}
