internal import NIOCore
internal import Service
internal import WaitingRoom

/// What the gate does with a request.
enum GateVerdict {
    /// It goes on, as this says; nil where there is nothing to say.
    case pass(GatePass?)
    /// This is the answer.
    case answer(ResponseHead, ByteBuffer)
}

/// How a request goes on.
final class GatePass {
    /// Cookies that go out with its answer.
    var cookies: [String] = []
    /// Whether it goes when nothing better waits.
    var isSlow = false
    /// What is done when its body is there.
    var duty: GateDuty?
    /// Set where it first waits until the center was heard.
    var hearing: GateHearing?

    /// Whether something is to be done before the cache may answer.
    var holdsUp: Bool { duty != nil || hearing != nil }

    init(cookies: [String], isSlow: Bool) {
        self.cookies = cookies
        self.isSlow = isSlow
    }
}

/// What is done before a request with a body goes on.
struct GateDuty {
    /// The pass that it uses up.
    var use: PassUse?
    /// Whether it is an order, whose lines are looked at.
    var isOrder = false
    var caller: RoomCaller
}
