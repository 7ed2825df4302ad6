/// Who shows a ticket: a request can come from a buyer and a device at once.
package struct Presenter: Sendable, Hashable {
    /// The signed-in buyer, if there is one.
    package var buyer: Holder?
    /// The device, if its token is good.
    package var device: Holder?

    /// Joins both.
    package init(buyer: Holder? = nil, device: Holder? = nil) {
        self.buyer = buyer
        self.device = device
    }

    /// To whom a new ticket is bound: the buyer, who can change devices, before the device.
    package var preferred: Holder? { buyer ?? device }

    /// Whether the holder is one of the two.
    package func isHolder(_ holder: Holder) -> Bool { holder == buyer || holder == device }
}
