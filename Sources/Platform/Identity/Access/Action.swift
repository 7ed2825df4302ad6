/// Everything that somebody can be allowed to do. Each has one row in `RoleTable`.
package enum Action: Int, Sendable, Hashable, CaseIterable {
    /// See what is published in the store.
    case storeRead
    /// See the whole catalogue, drafts included.
    case catalogueRead
    /// Change products, SKUs, categories, media and prices.
    case catalogueWrite
    /// See stock by pool and warehouse.
    case stockRead
    /// Change stock.
    case stockWrite
    /// See sales before they open.
    case salesRead
    /// Make, schedule, open and close sales.
    case salesWrite
    /// See coupons and what is left of them.
    case couponsRead
    /// Make and stop coupons.
    case couponsWrite
    /// See all orders of the merchant.
    case ordersRead
    /// Cancel an order of any buyer.
    case ordersCancel
    /// See payments and refunds.
    case paymentsRead
    /// Pay money back.
    case refundsWrite
    /// See shipments.
    case shipmentsRead
    /// Ship, and change a shipment.
    case shipmentsWrite
    /// See buyers and their addresses.
    case buyersRead
    /// See who works for the merchant.
    case staffRead
    /// Add staff, change roles, disable accounts, reset passwords.
    case staffWrite
    /// See API keys, not their secrets.
    case keysRead
    /// Make and revoke API keys.
    case keysWrite
    /// Read the audit log.
    case auditRead
    /// Change the store's name, look and home page.
    case storeWrite
    /// See figures and the big screen.
    case statisticsRead
    /// Rehearse a sale on the running shop: shadow stock, and buyers who order from it alone.
    case rehearse
    /// See one's own staff account and change one's own password.
    case accountOwn
    /// See cells, journal, metrics of the platform.
    case operate
    /// See all merchants.
    case merchantsRead
    /// Make merchants.
    case merchantsWrite
    /// Sign up as a buyer, or sign in.
    case buyersSignIn
    /// Change one's own cart.
    case cartOwn
    /// Place an order.
    case ordersPlace
    /// See, pay and cancel one's own orders.
    case ordersOwn
    /// See and change one's own profile and addresses.
    case profileOwn

    /// The stable name of the action, as API and documents write it.
    package var name: String { "\(self)" }
}
