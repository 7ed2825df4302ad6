/// A movement of money in a provider's books.
package struct ProviderTransaction: Sendable, Hashable {
    /// What moved.
    package enum Movement: Sendable, Hashable {
        /// Money that came in.
        case payment(ProviderPayment)
        /// Money that went back.
        case refund(ProviderRefund)
    }

    /// Its place in the provider's list: what to go on from.
    package var mark: String
    /// What moved.
    package var movement: Movement

    /// Describes a movement.
    package init(mark: String, movement: Movement) {
        self.mark = mark
        self.movement = movement
    }
}

/// What a webhook says.
package struct ProviderEvent: Sendable, Hashable {
    /// The provider's number of the event; the same one may come many times.
    package var id: String
    /// What the event is called by the provider.
    package var kind: String
    /// The payment or refund as it was when the event was made.
    package var movement: ProviderTransaction.Movement

    /// Describes an event.
    package init(id: String, kind: String, movement: ProviderTransaction.Movement) {
        self.id = id
        self.kind = kind
        self.movement = movement
    }
}
