/// A steerer that many threads share.
final class SteererBox: Sendable {
    let steerer: Steerer

    init(_ steerer: Steerer) { self.steerer = steerer }
}
