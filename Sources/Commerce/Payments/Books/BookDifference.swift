package import Primitives
internal import Store

/// Something in which two of the three books (provider, payments, order book) did not agree.
package struct BookDifference: Sendable, Hashable {
    /// What was found. Stable numbers.
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// The provider had taken money of which no webhook told us. Settles itself.
        case missedPayment = 1
        /// The provider had paid out what we had not noted. Settles itself.
        case missedRefund = 2
        /// A payment had ended without money, and no webhook told us. Settles itself.
        case missedEnd = 3
        /// The provider has a payment that is none of ours.
        case unknownPayment = 4
        /// The provider has a refund that is none of ours.
        case unknownRefund = 5
        /// The provider took or paid another amount than we asked for.
        case amountDiffers = 6
        /// We have money as taken which the provider does not know.
        case absentPayment = 7
        /// We have money as paid out which the provider does not know.
        case absentRefund = 8
        /// The core said that it took the money, and the order book does not show it.
        case absentInOrderBook = 9
        /// Money must go back, and no payment is known that it could come from.
        case notCovered = 10
        /// The core knows the payment's reference with other content.
        case referenceReused = 11

        /// The stable text.
        package var text: String {
            switch self {
            case .missedPayment: "missed_payment"
            case .missedRefund: "missed_refund"
            case .missedEnd: "missed_end"
            case .unknownPayment: "unknown_payment"
            case .unknownRefund: "unknown_refund"
            case .amountDiffers: "amount_differs"
            case .absentPayment: "absent_payment"
            case .absentRefund: "absent_refund"
            case .absentInOrderBook: "absent_in_order_book"
            case .notCovered: "not_covered"
            case .referenceReused: "reference_reused"
            }
        }
    }

    /// Its number, from 1.
    package var number: Int64
    /// What was found.
    package var kind: Kind
    /// The payment's or refund's reference.
    package var reference: String
    /// Whose store it is, where that is known.
    package var merchant: MerchantID?
    /// The order, where it is known.
    package var order: OrderID?
    /// The amount in our books, where there is one.
    package var ours: MinorUnits?
    /// The amount in the other book, where there is one.
    package var theirs: MinorUnits?
    /// When it was found.
    package var foundAt: Timestamp
    /// When it was settled; nil while a person must look.
    package var settledAt: Timestamp?
}

extension BookDifference {
    static let columns = """
        difference, kind, reference, merchant, order_id, ours, theirs, found_at, settled_at
        """

    init(_ row: borrowing Row) throws(StoreError) {
        number = try row.integer(0)
        kind = try row.known(1)
        reference = try row.text(2)
        merchant = row.isNull(3) ? nil : MerchantID(try row.exactly(3))
        order = row.isNull(4) ? nil : OrderID(try row.unsigned(4))
        ours = try row.optionalInteger(5).map { MinorUnits($0) }
        theirs = try row.optionalInteger(6).map { MinorUnits($0) }
        foundAt = Timestamp(try row.integer(7))
        settledAt = try row.optionalInteger(8).map { Timestamp($0) }
    }
}
