internal import Foundation
internal import Primitives

/// When visitors come: independent of one another and of the answers, at the rates of each phase.
/// Everyday orders also follow the shape of a real day, which the run passes through once.
struct Arrivals {
    private struct Stream {
        var kind: Errand.Kind
        /// Requests a second in each part: of one phase and one hour.
        var rates: [Double]
        var next: UInt64
    }

    private let starts: [UInt64]
    private let end: UInt64
    private var streams: [Stream]
    private var random: SeededRandom

    /// - Parameter day: how much busier than on average each hour of a trading day is.
    init(_ profile: SaleProfile, day: [Double], begins: UInt64, random: SeededRandom) {
        var ends: [Double] = []
        for phase in profile.phases { ends.append((ends.last ?? 0) + phase.seconds) }
        let whole = ends.last ?? 0
        let hours = max(1, day.count)
        let hourStarts = (0..<hours).map { Double($0) * whole / Double(hours) }
        // Where a phase or an hour begins, a part begins.
        let parts = Set(hourStarts + [0] + ends.dropLast()).sorted()
        starts = parts.map { begins + UInt64($0 * 1e9) }
        end = begins + UInt64(whole * 1e9)
        self.random = random
        let phases = parts.map { part in
            profile.phases[ends.firstIndex { part < $0 } ?? ends.count - 1]
        }
        let busy = parts.map { part in
            day.isEmpty ? 1 : day[(hourStarts.lastIndex { $0 <= part } ?? 0)]
        }
        streams = [
            (.page, phases.map(\.pages)), (.salePage, phases.map(\.salePages)),
            (.flash, phases.map(\.flashOrders)),
            (.everyday, zip(phases, busy).map { $0.everydayOrders * $1 }),
        ].map { Stream(kind: $0, rates: $1, next: begins) }
        for index in streams.indices { step(index) }
    }

    /// When the last phase ends.
    var endsAt: UInt64 { end }

    /// The next that is due by now, and when it was.
    mutating func next(until now: UInt64) -> (kind: Errand.Kind, due: UInt64)? {
        guard let first = streams.indices.min(by: { streams[$0].next < streams[$1].next }),
            streams[first].next <= now, streams[first].next < end
        else { return nil }
        let (kind, due) = (streams[first].kind, streams[first].next)
        step(first)
        return (kind, due)
    }

    /// The next moment of a Poisson process whose rate changes with the phases.
    private mutating func step(_ index: Int) {
        var stream = streams[index]
        defer { streams[index] = stream }
        var wanted = -log(1 - Double.random(in: 0..<1, using: &random))
        while stream.next < end {
            let phase = starts.lastIndex { $0 <= stream.next } ?? 0
            let limit = phase + 1 < starts.count ? starts[phase + 1] : end
            let rate = stream.rates[phase]
            let room = Double(limit - stream.next) / 1e9 * rate
            if wanted <= room {
                stream.next += UInt64(wanted / rate * 1e9)
                return
            }
            wanted -= room
            stream.next = limit
        }
        stream.next = .max
    }
}
