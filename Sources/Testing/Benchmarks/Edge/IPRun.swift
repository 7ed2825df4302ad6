internal import IPLibrary
internal import Primitives

/// Look-ups of addresses in a compiled library.
struct IPRun {
    /// Addresses that are looked up over and over: more than a processor's caches guess.
    private static let addresses = 1 << 20
    private static let seed: UInt64 = 20_240_228

    let xdb: String
    let isQuick: Bool
    let say: (String) -> Void

    func run(_ report: inout BenchReport) throws {
        let clock = SystemClock()
        say("compiling \(xdb)")
        let source = try AddressSource.read(path: xdb)
        let begun = clock.monotonicNanoseconds()
        let image = try LibraryCompiler.compile(source, notes: [], at: clock.now())
        let compiled = Double(clock.monotonicNanoseconds() - begun) / 1e6
        let library = try IPLibrary(image: image)
        report.settings.append(("ip.seed", "\(Self.seed)"))
        report.measures += [
            Measure(
                id: "ip.bytes", title: "Compiled file", value: Double(image.count), unit: "B",
                goal: .value(atMost: 12_000_000), note: "\(source.v4.count) runs in the source"),
            Measure(id: "ip.compile", title: "Compiling it", value: compiled, unit: "ms"),
        ]
        var random = SeededRandom(seed: Self.seed)
        let addresses = (0..<Self.addresses).map { _ in UInt32(truncatingIfNeeded: random.next()) }
        say("looking random addresses up")
        report.measures.append(
            Measure(
                id: "ip.lookup", title: "Look-up of a random IPv4 address",
                value: best(addresses) { library.find(.v4($0)).rawValue }, unit: "ns",
                goal: .value(atMost: 50), note: "from address to the number of its place"))
        report.measures.append(
            Measure(
                id: "ip.lookup.texts", title: "Look-up with the four words as texts",
                value: best(Array(addresses.prefix(Self.addresses / 8))) {
                    UInt32(truncatingIfNeeded: library.place(of: .v4($0)).city.utf8.count)
                }, unit: "ns"))
        say("comparing with the source")
        var differing = 0
        for address in addresses {
            let address = IPAddress.v4(address)
            if library.place(of: address) != source.place(of: address) { differing += 1 }
        }
        report.measures.append(
            Measure(
                id: "ip.differing", title: "Random addresses with another answer than the source",
                value: Double(differing), unit: "of \(Self.addresses)", goal: .value(atMost: 0)))
    }

    /// Nanoseconds of one call: the median of rounds.
    private func best(_ addresses: [UInt32], _ body: (UInt32) -> UInt32) -> Double {
        let clock = SystemClock()
        var sum: UInt32 = 0
        let rounds = (0..<(isQuick ? 3 : 9)).map { _ in
            let begun = clock.monotonicNanoseconds()
            for address in addresses { sum &+= body(address) }
            return Double(clock.monotonicNanoseconds() - begun) / Double(addresses.count)
        }
        // The sum is used, so that no look-up can be left out.
        say("· sum \(sum)")
        return rounds.sorted()[rounds.count / 2]
    }
}
