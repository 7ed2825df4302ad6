internal import OrderCore
internal import Orders
internal import Primitives

/// Something that happened in a simulation, kept as it is and put into words when a run failed.
enum SimulationEvent: Sendable {
    case submitted(token: UInt64, Command)
    case refused(token: UInt64, Answer.Outcome)
    case decided(token: UInt64, Decision, at: Int64)
    case answered(Answer)
    case ticked(records: Int, at: Int64)
    case sealed(leader: UInt64)
    case committed(leader: UInt64, position: UInt64)
    case failed(String)
    case crashed(operations: Int)
    case led(epoch: UInt64, position: UInt64, snapshot: UInt64)
    case fault(String)
    case clock(milliseconds: Int64)
    case followed(String, UInt64)

    /// What of it must be the same when the same seed runs again.
    var fingerprint: UInt64 {
        switch self {
        case .submitted(let token, _): mix(1, token, 0)
        case .refused(let token, let outcome): mix(2, token, UInt64(outcome.rawValue))
        case .decided(let token, let decision, let at):
            mix(
                mix(3, token, UInt64(decision.code.rawValue)), decision.order.rawValue,
                UInt64(bitPattern: at))
                ^ UInt64(bitPattern: decision.amount) &* 31 ^ UInt64(bitPattern: decision.detail)
        case .answered(let answer): mix(4, answer.token, UInt64(answer.outcome.rawValue))
        case .ticked(let records, let at): mix(5, UInt64(records), UInt64(bitPattern: at))
        case .sealed(let leader): mix(6, leader, 0)
        case .committed(let leader, let position): mix(7, leader, position)
        case .failed: 8
        case .crashed(let operations): mix(9, UInt64(operations), 0)
        case .led(let epoch, let position, let snapshot): mix(10, epoch, mix(0, position, snapshot))
        case .fault(let what): mix(11, UInt64(what.utf8.count), 0)
        case .clock(let milliseconds): mix(12, UInt64(bitPattern: milliseconds), 0)
        case .followed(let who, let position): mix(13, UInt64(who.utf8.count), position)
        }
    }

    private func mix(_ kind: UInt64, _ first: UInt64, _ second: UInt64) -> UInt64 {
        (kind &* 0x9E37_79B9_7F4A_7C15 ^ first) &* 0xBF58_476D_1CE4_E5B9 ^ second
            &* 0x94D0_49BB_1331_11EB
    }
}

extension SimulationEvent: CustomStringConvertible {
    var description: String {
        switch self {
        case .submitted(let token, let command): "submitted \(token): \(command)"
        case .refused(let token, let outcome): "refused \(token): \(outcome.text)"
        case .decided(let token, let decision, let at):
            "decided \(token) at \(at): \(decision.code.text), "
                + "line \(decision.line), order \(decision.order), "
                + "\(decision.amount), \(decision.detail)\(decision.isReplay ? ", again" : "")"
        case .answered(let answer): "answered \(answer.token): \(answer.outcome.text)"
        case .ticked(let records, let at): "ticked at \(at): \(records) records"
        case .sealed(let leader): "leader \(leader) sealed a batch"
        case .committed(let leader, let position): "leader \(leader) committed batch \(position)"
        case .failed(let why): "failed: \(why)"
        case .crashed(let operations): "the disk lost power after \(operations) operations"
        case .led(let epoch, let position, let snapshot):
            "leader \(epoch) started at batch \(position), from snapshot \(snapshot)"
        case .fault(let what): "fault: \(what)"
        case .clock(let milliseconds): "the clock jumped by \(milliseconds) ms"
        case .followed(let who, let position): "\(who) is at batch \(position)"
        }
    }
}
