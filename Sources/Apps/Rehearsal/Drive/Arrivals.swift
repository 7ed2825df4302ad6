internal import Foundation
internal import Primitives

/// When visitors come: independent of one another and of the answers, at the rates of each phase.
struct Arrivals {
    private struct Stream {
        var kind: Errand.Kind
        /// Requests a second in each phase.
        var rates: [Double]
        var next: UInt64
    }

    private let starts: [UInt64]
    private let end: UInt64
    private var streams: [Stream]
    private var random: SeededRandom

    init(_ profile: SaleProfile, begins: UInt64, random: SeededRandom) {
        var starts: [UInt64] = []
        var at = 0.0
        for phase in profile.phases {
            starts.append(begins + UInt64(at * 1e9))
            at += phase.seconds
        }
        self.starts = starts
        end = begins + UInt64(at * 1e9)
        self.random = random
        streams = [
            (.page, profile.phases.map(\.pages)), (.salePage, profile.phases.map(\.salePages)),
            (.flash, profile.phases.map(\.flashOrders)),
            (.everyday, profile.phases.map(\.everydayOrders)),
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
