internal import HTTPTypes
internal import Identity
package import OpenPlatform
internal import Primitives
internal import Service

/// The stream of events.
package enum EventOperations {
    /// The operations.
    package static func make(_ events: Events) -> [Operation] {
        var follow = Operation(
            "followEvents", .get, "/v1/events", tag: "Events",
            """
            Tells what happens to orders, stock, prices, sales and coupons, as server-sent events \
            in the journal's order; a buyer hears of their own orders alone.
            """,
            [.ordersRead, .stockRead, .salesRead, .couponsRead, .ordersOwn],
            query: [
                .optional(
                    "after", .text(maximum: 26, form: EventID.form),
                    "Begins behind this event; 0.0 begins at the first. Without it: from now on."),
                .optional(
                    "types", .text(minimum: 1, maximum: 400, form: EventTypes.form),
                    "Only these, with commas between; without it all that the caller may hear."),
                .optional(
                    "follow", .boolean,
                    "Whether it goes on with what happens later; true unless told."),
            ],
            success: .events(event), conflicts: ["unknown_event"]
        ) { call in try answer(call, events) }
        follow.headers = [
            .optional(
                "Last-Event-ID", .text(maximum: 200),
                "As `after`, and instead of it: browsers send it when they come again.")
        ]
        return [follow]
    }

    private static func answer(_ call: Call, _ events: Events) throws -> Reply {
        let filter = EventFilter(
            merchant: try call.merchant, buyer: call.buyer, types: try types(call))
        let follows = call.request.query["follow"] != "false"
        return .events(try events.stream(filter, after: try place(call), follows: follows))
    }

    /// Behind which event to begin. What a browser sends again is whatever it was once sent, so
    /// another server's id is no wrong field but an event that there was not here.
    private static func place(_ call: Call) throws(Problem) -> EventID? {
        let header = HTTPField.Name("Last-Event-ID").flatMap { call.request.headers[$0] } ?? ""
        guard header.isEmpty else {
            guard let place = EventID(header) else { throw Events.unknown(header) }
            return place
        }
        return call.request.query["after"].flatMap { EventID($0) }
    }

    /// The types that the caller asks for, or all that the caller may hear.
    private static func types(_ call: Call) throws(Problem) -> Set<EventType> {
        let permitted = EventType.allCases.filter { type in
            call.buyer == nil ? call.principal.may(type.action) : type.isOfOrder
        }
        guard let text = call.request.query["types"] else { return Set(permitted) }
        let asked = Set(EventTypes.read(text) ?? [])
        guard asked.isSubset(of: permitted) else { throw .forbidden }
        return asked
    }
}
