internal import Foundation

/// A sale to rehearse: who comes when, what they do, what breaks. Read from a file of JSON that
/// users write for their own sale; `docs/rehearsal.md` describes every member.
package struct SaleProfile: Codable, Sendable, Hashable {
    /// What is sold in the flash sale.
    package struct Flash: Codable, Sendable, Hashable {
        /// SKUs on sale.
        package var skus: Int
        /// Pieces of each.
        package var stock: Int
        /// Pieces that each buyer may have of all of them.
        package var limitPerBuyer: Int
        /// Buyers who want one.
        package var buyers: Int
    }

    /// A product of its own sale, which stands behind a waiting room.
    package struct Room: Codable, Sendable, Hashable {
        /// Buyers who wait: most before the opening, the others soon after it.
        package var buyers: Int
        /// Buyers a second who are let in at most.
        package var perSecond: Int
        /// Pieces, one for each buyer.
        package var stock: Int
    }

    /// A coupon for the flash sale, with a budget that runs out.
    package struct Coupon: Codable, Sendable, Hashable {
        /// What it takes off, in percent.
        package var percent: Int
        /// Orders that may have it, all buyers together.
        package var orders: Int
        /// What it may take off in all, in minor units; no limit unless said.
        package var money: Int?
        /// Orders of one buyer that may have it.
        package var limitPerBuyer: Int
        /// The share of the flash sale's orders that ask for it.
        package var share: Double
    }

    /// A part of the run with rates of its own, in requests a second.
    package struct Phase: Codable, Sendable, Hashable {
        /// Its name in reports.
        package var name: String
        /// How long it takes.
        package var seconds: Double
        /// Pages of the store: home, categories, products, searches.
        package var pages: Double
        /// Looks at the pages of the flash sale's products.
        package var salePages: Double
        /// Orders of the flash sale.
        package var flashOrders: Double
        /// Orders of everyday selling, with real baskets.
        package var everydayOrders: Double
        /// Whether the flash sale opens as this phase begins.
        package var opens: Bool?
    }

    /// What buyers do, as shares of 1.
    package struct Habits: Codable, Sendable, Hashable {
        /// Accepted orders that are paid.
        package var pay: Double
        /// Accepted orders that their buyers cancel.
        package var cancel: Double
        /// Paid orders whose goods come back when the day is over; none unless said.
        package var returns: Double?
        /// Orders that are sent twice at once, by a double click.
        package var doubleClick: Double
        /// Seconds until a buyer pays, on average.
        package var thinkSeconds: Double
        /// Seconds after which a buyer's program asks again by the same key.
        package var patienceSeconds: Double
    }

    /// How the payment provider misbehaves, in percent of its webhooks or payments.
    package struct Provider: Codable, Sendable, Hashable {
        /// Webhooks that come late.
        package var late: Int
        /// Webhooks that come twice.
        package var doubled: Int
        /// Webhooks that later ones pass.
        package var reordered: Int
        /// Webhooks that never come.
        package var lost: Int
        /// Payments that are declined.
        package var declined: Int
    }

    /// Something that breaks at a moment of the run.
    package struct Fault: Codable, Sendable, Hashable {
        /// What breaks.
        package enum Kind: String, Codable, Sendable, CaseIterable {
            /// SIGKILL of the center, and a start at once.
            case center
            /// SIGKILL of an edge node, and a start `seconds` later.
            case edge
            /// Requests of an attacker, `perSecond` for `seconds`.
            case flood
            /// The payment provider answers 503 for `seconds`.
            case provider
            /// The center's disk takes `perSecond` writes a second at most for `seconds`, where
            /// the machine can be told so.
            case disk

            /// The event that is written down when it strikes.
            var strikes: String {
                switch self {
                case .center: "center killed"
                case .edge: "edge killed"
                case .flood: "flood begins"
                case .provider: "provider out"
                case .disk: "disk slow"
                }
            }
        }

        /// What breaks.
        package var kind: Kind
        /// Seconds after the first request.
        package var at: Double
        /// For how long.
        package var seconds: Double?
        /// Requests a second of a flood, or writes a second of a slow disk.
        package var perSecond: Double?
    }

    /// Its name.
    package var name: String
    /// What it stands for, in a sentence.
    package var about: String
    /// Edge nodes.
    package var edges: Int
    /// The flash sale.
    package var flash: Flash
    /// What is sold behind a waiting room, if anything.
    package var room: Room?
    /// A coupon for the flash sale, if there is one.
    package var coupon: Coupon?
    /// The parts of the run, one after the other.
    package var phases: [Phase]
    /// What buyers do.
    package var habits: Habits
    /// How the payment provider misbehaves.
    package var provider: Provider
    /// What breaks.
    package var faults: [Fault]

    /// Seconds of all phases.
    package var seconds: Double { phases.reduce(0) { $0 + $1.seconds } }

    /// Seconds after the first request at which the flash sale opens.
    package var opensAt: Double {
        var at = 0.0
        for phase in phases {
            if phase.opens == true { return at }
            at += phase.seconds
        }
        return 0
    }

    /// The same sale with `factor` times the requests, buyers and stock.
    package func scaled(by factor: Double) -> SaleProfile {
        var profile = self
        profile.flash.stock = max(1, Int(Double(flash.stock) * factor))
        profile.flash.buyers = max(1, Int(Double(flash.buyers) * factor))
        profile.room = room.map { room in
            func times(_ count: Int) -> Int { max(1, Int(Double(count) * factor)) }
            return Room(
                buyers: times(room.buyers), perSecond: times(room.perSecond),
                stock: times(room.stock))
        }
        if let coupon = coupon {
            profile.coupon?.orders = max(1, Int(Double(coupon.orders) * factor))
            profile.coupon?.money = coupon.money.map { max(1, Int(Double($0) * factor)) }
        }
        for index in profile.phases.indices {
            profile.phases[index].pages *= factor
            profile.phases[index].salePages *= factor
            profile.phases[index].flashOrders *= factor
            profile.phases[index].everydayOrders *= factor
        }
        for index in profile.faults.indices where faults[index].kind == .flood {
            profile.faults[index].perSecond = faults[index].perSecond.map { $0 * factor }
        }
        return profile
    }
}
