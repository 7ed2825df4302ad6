package import Primitives

/// The same money in three books, in one currency.
package struct MoneyBooks: Sendable, Hashable {
    /// The currency of all sums.
    package var currency: Currency
    /// What the provider took, as far as its list has been followed.
    package var providerTaken = MinorUnits.zero
    /// What the provider paid out, as far as its list has been followed.
    package var providerReturned = MinorUnits.zero
    /// What our books have as taken.
    package var taken = MinorUnits.zero
    /// Of that, what the core has not answered yet.
    package var unsettled = MinorUnits.zero
    /// Of that, what no order could take.
    package var unplaced = MinorUnits.zero
    /// What our books have as paid out.
    package var returned = MinorUnits.zero
    /// What is still to be paid out, or failed to be.
    package var returning = MinorUnits.zero
    /// What the order book has as received.
    package var orderBookReceived = MinorUnits.zero
    /// What the order book has as going back.
    package var orderBookRefunds = MinorUnits.zero

    /// The books of one currency, empty.
    package init(currency: Currency) { self.currency = currency }

    /// Whether all three agree to the minor unit: money in, and money out or on its way out.
    package var isBalanced: Bool {
        providerTaken == taken && providerReturned == returned
            && taken - unsettled - unplaced == orderBookReceived
            && returned + returning - unplaced == orderBookRefunds
    }
}
