package import Primitives

/// A parcel that somebody says has left.
package struct ShipmentRequest: Sendable, Hashable {
    /// Characters of a carrier's name at most.
    package static let maximumCarrier = 60
    /// Characters of a tracking number at most.
    package static let maximumTracking = 100
    /// Orders that are shipped in one go at most.
    package static let maximumBulk = 500

    /// The order.
    package var order: OrderID
    /// Who carries it, 1 to `maximumCarrier` characters.
    package var carrier: String
    /// The carrier's number of it, up to `maximumTracking` characters.
    package var tracking: String
    /// What is in it; nil for all that is left to ship.
    package var lines: [Shipment.Line]?
    /// When it left; nil for now.
    package var shippedAt: Timestamp?
    /// The caller's name for this parcel, up to 200 characters: the same one gives the same parcel.
    package var key: String?

    /// Describes a parcel.
    package init(
        order: OrderID, carrier: String, tracking: String = "", lines: [Shipment.Line]? = nil,
        shippedAt: Timestamp? = nil, key: String? = nil
    ) {
        self.order = order
        self.carrier = carrier
        self.tracking = tracking
        self.lines = lines
        self.shippedAt = shippedAt
        self.key = key
    }

    /// What is wrong with it by itself; nil when nothing is.
    func fault(now: Timestamp, placedAt: Timestamp) -> FulfilmentError? {
        if !Self.isText(carrier, 1...Self.maximumCarrier) {
            return FulfilmentError(
                .invalid, "1 to \(Self.maximumCarrier) printable characters", pointer: "/carrier")
        }
        if !Self.isText(tracking, 0...Self.maximumTracking) {
            return FulfilmentError(
                .invalid, "up to \(Self.maximumTracking) printable characters",
                pointer: "/tracking")
        }
        if let shippedAt, shippedAt > now.adding(milliseconds: 60_000) || shippedAt < placedAt {
            return FulfilmentError(
                .invalid, "it left after it was ordered and before now", pointer: "/shipped_at")
        }
        if let key, !Self.isText(key, 1...200) {
            return FulfilmentError(.invalid, "1 to 200 printable characters", pointer: "/key")
        }
        if let lines {
            guard !lines.isEmpty, lines.count <= 100,
                Set(lines.map(\.line)).count == lines.count
            else {
                return FulfilmentError(
                    .invalid, "1 to 100 lines, each once", pointer: "/lines")
            }
        }
        return nil
    }

    private static func isText(_ text: String, _ length: ClosedRange<Int>) -> Bool {
        length.contains(text.unicodeScalars.count)
            && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            && (length.lowerBound == 0 || text.contains { !$0.isWhitespace })
    }
}
