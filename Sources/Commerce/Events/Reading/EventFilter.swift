package import Primitives

/// Which events somebody hears.
package struct EventFilter: Sendable, Hashable {
    /// Those of this store.
    package var merchant: MerchantID
    /// Those of this buyer's orders alone; nil for all.
    package var buyer: BuyerID?
    /// Those of these types.
    package var types: Set<EventType>

    /// Describes a choice.
    package init(merchant: MerchantID, buyer: BuyerID? = nil, types: Set<EventType>) {
        self.merchant = merchant
        self.buyer = buyer
        self.types = types
    }

    func takes(_ event: EventEntry) -> Bool {
        event.merchant == merchant && types.contains(event.type)
            && (buyer == nil || event.buyer == buyer)
    }
}
