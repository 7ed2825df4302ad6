internal import Primitives
internal import Service
internal import WaitingRoom

/// Who asks, as far as waiting rooms need it.
struct RoomCaller {
    var buyer: (merchant: MerchantID, buyer: BuyerID)?
    /// The device, as its token or a token that it is given now says.
    var device: Token128
    var cookies: GateCookies
    /// Of an app, which has no cookies.
    var shownTicket: String?
    var shownPass: String?
    var wantsPage: Bool
    var language: Language

    func ticket(_ room: RoomID) -> String? {
        shownTicket
            ?? cookies.own["\(GateCookies.ticket)\(room)"].map {
                String(decoding: $0, as: UTF8.self)
            }
    }

    func pass(_ room: RoomID) -> String? {
        shownPass
            ?? cookies.own["\(GateCookies.pass)\(room)"].map {
                String(decoding: $0, as: UTF8.self)
            }
    }
}

/// A pass that a request uses up.
struct PassUse: Sendable {
    var pass: Pass
}
